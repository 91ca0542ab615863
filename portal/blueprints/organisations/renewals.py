"""Renewing: the next contract begins on the day after the last one's end (S60)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.organisations.forms import RenewalForm
from portal.blueprints.organisations.signing import named_callers, offered, typed
from portal.clock import now
from portal.domain.organisations.operations import renew_contract
from portal.domain.organisations.queries import last_contract, organisation_for
from portal.domain.organisations.rules import next_term
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("renewals", __name__)


@bp.get("/new")
@requires(renew_contract)
def new(organisation_id: int) -> ResponseReturnValue:
    """The form: as the last contract, a year on."""
    organisation = or_404(organisation_for(actor(), organisation_id))
    last = or_404(last_contract(organisation_id))
    term = next_term(last.term)
    form = RenewalForm(
        data={**typed(last), "start_on": term.start_on, "end_on": term.end_on, "size": organisation.size}
    )
    form.start_on.data = term.start_on  # whatever a kept draft says
    return page("organisations/renewals/new.html", organisation=organisation, last=last, form=offered(form))


@bp.post("")
@requires(renew_contract)
def create(organisation_id: int) -> ResponseReturnValue:
    """Sign it."""
    organisation = or_404(organisation_for(actor(), organisation_id))
    last = or_404(last_contract(organisation_id))
    form = offered(RenewalForm())
    if not form.validate():
        return invalid("organisations/renewals/new.html", organisation=organisation, last=last, form=form)
    at = now()
    there = named_callers(organisation_id, by=actor(), at=at)
    renew_contract(organisation_id, form.draft(), named_callers=there, by=actor(), at=at)
    there_again = url_for("organisations.organisations.show", organisation_id=organisation_id)
    return changed(to=there_again, notice=_("Contract renewed."))
