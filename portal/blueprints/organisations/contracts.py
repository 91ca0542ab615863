"""Contracts of one organisation: signing a first one, changing one."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.organisations.forms import ContractForm
from portal.blueprints.organisations.signing import named_callers, offered, typed
from portal.clock import now
from portal.domain.calendars.hours import local_day
from portal.domain.organisations.models import Organisation
from portal.domain.organisations.operations import change_contract, sign_contract
from portal.domain.organisations.queries import contract_for, organisation_for
from portal.domain.organisations.rules import term_of_a_year
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("contracts", __name__)


@bp.get("/new")
@requires(sign_contract)
def new(organisation_id: int) -> ResponseReturnValue:
    """The form, for a year from today."""
    organisation = or_404(organisation_for(actor(), organisation_id))
    term = term_of_a_year(local_day(now(), organisation.zone))
    form = ContractForm(data={"start_on": term.start_on, "end_on": term.end_on, "size": organisation.size})
    return page("organisations/contracts/new.html", organisation=organisation, form=offered(form))


@bp.post("")
@requires(sign_contract)
def create(organisation_id: int) -> ResponseReturnValue:
    """Sign it."""
    organisation = or_404(organisation_for(actor(), organisation_id))
    form = offered(ContractForm())
    if not form.validate():
        return invalid("organisations/contracts/new.html", organisation=organisation, form=form)
    at = now()
    there = named_callers(organisation_id, by=actor(), at=at)
    sign_contract(organisation_id, form.draft(), named_callers=there, by=actor(), at=at)
    return changed(to=_back(organisation), notice=_("Contract signed."))


@bp.get("/<int:contract_id>/edit")
@requires(change_contract)
def edit(organisation_id: int, contract_id: int) -> ResponseReturnValue:
    """The form, filled."""
    contract = or_404(contract_for(actor(), organisation_id, contract_id))
    organisation = or_404(organisation_for(actor(), organisation_id))
    form = offered(ContractForm(data={**typed(contract), "version": contract.version}))
    form.begin_at(contract.version)
    return page("organisations/contracts/edit.html", organisation=organisation, contract=contract, form=form)


@bp.post("/<int:contract_id>")
@requires(change_contract)
def update(organisation_id: int, contract_id: int) -> ResponseReturnValue:
    """Everything of it anew."""
    contract = or_404(contract_for(actor(), organisation_id, contract_id))
    organisation = or_404(organisation_for(actor(), organisation_id))
    form = offered(ContractForm())
    if not form.validate():
        return invalid("organisations/contracts/edit.html", organisation=organisation, contract=contract, form=form)
    at = now()
    there = named_callers(organisation_id, by=actor(), at=at)
    change_contract(contract_id, form.draft(), form.seen_version, named_callers=there, by=actor(), at=at)
    return changed(to=_back(organisation), notice=_("Contract saved."))


def _back(organisation: Organisation) -> str:
    return url_for("organisations.organisations.show", organisation_id=organisation.id)
