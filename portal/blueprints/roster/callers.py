"""The roster of an organisation: its list, adding, changing and removing a named caller (S31, S33, S35)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.roster.forms import CallerForm, FactsForm, RemovalForm
from portal.blueprints.roster.place import in_address, roster_url, whose
from portal.blueprints.roster.views import caller_page, roster_page, substitution_form
from portal.clock import now
from portal.domain.organisations.queries import running_contract
from portal.domain.rights import Right
from portal.domain.roster.operations import add_caller, change_caller, remove_caller
from portal.domain.roster.queries import caller_for, is_full, request_for, roster_version
from portal.web.admission import actor, requires
from portal.web.ids import key
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("callers", __name__)


@bp.get("/roster")
@bp.get("/organisations/<int:organisation_id>/roster")
@requires(Right.ROSTER_SEE)
def index(organisation_id: int | None = None) -> ResponseReturnValue:
    """Places, callers, what is under way, and when it was confirmed."""
    return page("roster/index.html", **roster_page(whose(organisation_id), now()))


@bp.get("/roster/callers/new")
@bp.get("/organisations/<int:organisation_id>/roster/callers/new")
@requires(add_caller)
def new(organisation_id: int | None = None) -> ResponseReturnValue:
    """The form; when all places are taken, with the choice of who leaves (S33)."""
    organisation = whose(organisation_id)
    contract = running_contract(organisation.id, now())
    if contract and is_full(organisation.id, contract.callers_allowed):
        form = substitution_form(organisation.id, contract, now())
    else:
        form = CallerForm(contract=contract, data=_asked())
    form.begin_at(roster_version(organisation.id))
    return page("roster/callers/new.html", form=form, contract=contract, **_around(organisation.id, organisation.name))


@bp.post("/roster/callers")
@bp.post("/organisations/<int:organisation_id>/roster/callers")
@requires(add_caller)
def create(organisation_id: int | None = None) -> ResponseReturnValue:
    """Give somebody a free place."""
    organisation = whose(organisation_id)
    contract = running_contract(organisation.id, now())
    form = CallerForm(contract=contract)
    if not form.validate():
        around = _around(organisation.id, organisation.name)
        return invalid("roster/callers/new.html", form=form, contract=contract, **around)
    caller = add_caller(organisation.id, form.draft(), by=actor(), at=now())
    return changed(to=roster_url(organisation.id), notice=_("%(name)s is a named caller now.", name=caller.name))


@bp.get("/roster/callers/<int:caller_id>/edit")
@requires(change_caller)
def edit(caller_id: int) -> ResponseReturnValue:
    """The caller's facts, and the ways off the roster."""
    caller = or_404(caller_for(actor(), caller_id))
    form = FactsForm(obj=caller)
    form.begin_at(roster_version(caller.organisation_id))
    return page("roster/callers/edit.html", form=form, **caller_page(caller, now()))


@bp.post("/roster/callers/<int:caller_id>")
@requires(change_caller)
def update(caller_id: int) -> ResponseReturnValue:
    """Set the caller's facts."""
    caller = or_404(caller_for(actor(), caller_id))
    form = FactsForm(contract=running_contract(caller.organisation_id, now()))
    if not form.validate():
        return invalid("roster/callers/edit.html", form=form, **caller_page(caller, now()))
    change_caller(caller, form.facts(), version=form.seen_version, by=actor(), at=now())
    return changed(to=roster_url(caller.organisation_id), notice=_("Saved."))


@bp.post("/roster/callers/<int:caller_id>/removal")
@requires(remove_caller)
def destroy(caller_id: int) -> ResponseReturnValue:
    """Take the caller off the roster."""
    caller = or_404(caller_for(actor(), caller_id))
    form = RemovalForm()
    if not form.validate():
        facts = FactsForm(formdata=None, obj=caller)
        return invalid("roster/callers/edit.html", form=facts, **caller_page(caller, now(), removal=form))
    remove_caller(caller, form.why.data or "", version=form.seen_version, by=actor(), at=now())
    to = roster_url(caller.organisation_id)
    return changed(to=to, notice=_("%(name)s is no longer a named caller. The place is free.", name=caller.name))


def _asked() -> dict[str, str]:
    """Who asked for the place, when the form is opened from a request (S32)."""
    asked = request_for(actor(), request.args.get("request", 0, type=key))
    return {"name": asked.person.name, "email": asked.person.email, "phone": asked.person.phone} if asked else {}


def _around(organisation_id: int, name: str) -> dict[str, object]:
    here = in_address(organisation_id)
    return {
        "organisation_name": name,
        "back": roster_url(organisation_id),
        "create_url": url_for(".create", organisation_id=here),
        "substitute_url": url_for("roster.substitutions.create", organisation_id=here),
    }
