"""Customers: the list, one of them, founding and changing."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.organisations.forms import OrganisationForm
from portal.clock import now
from portal.domain.calendars.hours import local_day
from portal.domain.organisations.directory import ENDS_SOON, Which, entries
from portal.domain.organisations.operations import change_organisation, found_organisation
from portal.domain.organisations.queries import contracts_of, managers_of, organisation_for, plan_with_all
from portal.domain.organisations.words import CLOCKS, ENTITLEMENTS
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.ids import key
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("organisations", __name__)


@bp.get("")
@requires(Right.ORGANISATION_SEE)
def index() -> ResponseReturnValue:
    """All by name; search, and those that need attention."""
    words = request.args.get("q", "").strip()[:100]
    which = _which(request.args.get("which", ""))
    found, next_after = entries(words, which, request.args.get("after", type=key), now())
    return page(
        "organisations/index.html",
        entries=found,
        words=words,
        which=which,
        filters=_filters(words, which),
        soon_days=ENDS_SOON.days,
        may=actor().rights,
        next=url_for(".index", q=words or None, which=which, after=next_after) if next_after else None,
    )


@bp.get("/new")
@requires(found_organisation)
def new() -> ResponseReturnValue:
    """The form."""
    return page("organisations/new.html", form=OrganisationForm())


@bp.post("")
@requires(found_organisation)
def create() -> ResponseReturnValue:
    """A new customer."""
    form = OrganisationForm()
    if not form.validate():
        return invalid("organisations/new.html", form=form)
    organisation = found_organisation(form.draft(), by=actor(), at=now())
    return changed(to=url_for(".show", organisation_id=organisation.id), notice=_("Organisation added."))


@bp.get("/<int:organisation_id>")
@requires(Right.ORGANISATION_SEE)
def show(organisation_id: int) -> ResponseReturnValue:
    """Facts, the contract that runs and what it includes, and all contracts there were."""
    organisation = or_404(organisation_for(actor(), organisation_id))
    contracts = contracts_of(organisation_id)
    today = local_day(now(), organisation.zone)
    running = next((contract for contract in contracts if contract.term.covers(today)), None)
    return page(
        "organisations/show.html",
        organisation=organisation,
        contracts=contracts,
        running=running,
        today=today,
        plan=plan_with_all(running.plan_id) if running else None,
        managers=managers_of(running.id) if running else [],
        entitlements=ENTITLEMENTS,
        clocks=CLOCKS,
        may=actor().rights,
    )


@bp.get("/<int:organisation_id>/edit")
@requires(change_organisation)
def edit(organisation_id: int) -> ResponseReturnValue:
    """The form, filled."""
    organisation = or_404(organisation_for(actor(), organisation_id))
    form = OrganisationForm(obj=organisation)
    form.begin_at(organisation.version)
    return page("organisations/edit.html", organisation=organisation, form=form)


@bp.post("/<int:organisation_id>")
@requires(change_organisation)
def update(organisation_id: int) -> ResponseReturnValue:
    """Its facts anew."""
    organisation = or_404(organisation_for(actor(), organisation_id))
    form = OrganisationForm()
    if not form.validate():
        return invalid("organisations/edit.html", organisation=organisation, form=form)
    change_organisation(organisation_id, form.draft(), form.seen_version, by=actor(), at=now())
    return changed(to=url_for(".show", organisation_id=organisation_id), notice=_("Organisation saved."))


def _which(text: str) -> Which:
    return Which(text) if text in list(Which) else Which.ALL


def _filters(words: str, which: Which) -> list[dict[str, object]]:
    labels = {
        Which.ALL: _("All"),
        Which.ENDING: _("Ending within %(days)d days", days=ENDS_SOON.days),
        Which.WITHOUT: _("Without contract"),
    }
    return [
        {"label": label, "href": url_for(".index", q=words or None, which=one), "current": one == which}
        for one, label in labels.items()
    ]
