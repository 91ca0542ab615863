"""Advisors, bays and other resources with their weekly plans, as the business edits them (A3, A8, BE32, BE37)."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.settings.fates import are_decided, ask, fates
from portal.blueprints.settings.resource_forms import ResourceForm, typed
from portal.clock import now
from portal.domain.appointments.operations import let_go, replan
from portal.domain.appointments.sheets import shop_day
from portal.domain.booking.models import Resource
from portal.domain.booking.operations import make_resource
from portal.domain.booking.setup import all_resources, dated_plans, resource_for, which_holds_when
from portal.domain.booking.standing import bookings_outside_plan, broken_by_leaving, broken_by_plan
from portal.domain.people.queries import active_staff
from portal.domain.rights import Role
from portal.showing.desk_words import KINDS
from portal.showing.naming import named
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("resources", __name__, url_prefix="/resources")


@bp.get("")
@requires(replan)
def index() -> ResponseReturnValue:
    """All of them with their week; those who left last."""
    resources, today = all_resources(actor()), shop_day(now())
    plans = {key: which_holds_when(found, today) for key, found in dated_plans(actor(), today).items()}
    return page("settings/desk/resources.html", resources=resources, kinds=KINDS, plans=plans)


@bp.get("/new")
@requires(make_resource)
def new() -> ResponseReturnValue:
    """The form."""
    return page("settings/desk/resource_new.html", form=_offered(ResourceForm()))


@bp.post("")
@requires(make_resource)
def create() -> ResponseReturnValue:
    """One more."""
    form = _offered(ResourceForm())
    if not form.validate():
        return invalid("settings/desk/resource_new.html", form=form)
    make_resource(form.draft(), by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Added."))


@bp.get("/<int:resource_id>/edit")
@requires(replan)
def edit(resource_id: int) -> ResponseReturnValue:
    """The form, filled."""
    everybody = all_resources(actor())
    resource = or_404(next((one for one in everybody if one.id == resource_id), None))
    form = _offered(ResourceForm(data=typed(resource)), resource_id, everybody)
    form.begin_at(resource.version)
    return page("settings/desk/resource.html", form=form, **_shown(resource))


@bp.post("/<int:resource_id>")
@requires(replan)
def update(resource_id: int) -> ResponseReturnValue:
    """Anew; first what becomes of the appointments that it would break."""
    resource = or_404(resource_for(actor(), resource_id))
    form = _offered(ResourceForm(), resource_id)
    if not form.validate():
        return invalid("settings/desk/resource.html", form=form, **_shown(resource))
    draft = form.draft()
    broken = broken_by_plan(resource, draft.shifts, draft.breaks, now())
    if not are_decided(broken):
        return ask(broken, url_for(".update", resource_id=resource_id), url_for(".edit", resource_id=resource_id))
    replan(resource, draft, form.seen_version, fates(), by=actor(), at=now())
    return changed(to=url_for(".show", resource_id=resource_id), notice=_("Saved."))


@bp.get("/<int:resource_id>")
@requires(replan)
def show(resource_id: int) -> ResponseReturnValue:
    """The appointments that don't fit the plan as it is now: nothing is forgotten (BE32)."""
    resource = or_404(resource_for(actor(), resource_id))
    return page(
        "settings/desk/outside.html",
        resource=resource,
        called=named(resource),
        bookings=bookings_outside_plan(resource, now()),
    )


@bp.post("/<int:resource_id>/retirement")
@requires(let_go)
def destroy(resource_id: int) -> ResponseReturnValue:
    """It leaves; first what becomes of its appointments."""
    resource = or_404(resource_for(actor(), resource_id))
    broken = broken_by_leaving(resource, now())
    if not are_decided(broken):
        return ask(broken, url_for(".destroy", resource_id=resource_id), url_for(".edit", resource_id=resource_id))
    let_go(resource, fates(), by=actor(), at=now())
    return changed(to=url_for(".show", resource_id=resource_id), notice=_("Not offered any more."))


def _shown(resource: Resource) -> dict[str, Any]:
    """The resource, and which of its plans holds when; nothing of that while there is only the usual one."""
    today = shop_day(now())
    plans = dated_plans(actor(), today).get(resource.id, [])
    spans = which_holds_when(plans, today) if plans else ()
    return {"resource": resource, "called": named(resource), "spans": spans, "today": today}


def _offered(
    form: ResourceForm, own_id: int | None = None, everybody: Sequence[Resource] | None = None
) -> ResourceForm:
    people = [(str(one.id), one.name) for one in active_staff(Role.FRONT_DESK)]
    return form.offer(people, [one for one in everybody or all_resources(actor()) if one.id != own_id])
