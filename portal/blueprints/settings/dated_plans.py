"""Weeks of a resource that hold from a date on, or between two, instead of its usual one (A3, A8)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.settings.fates import are_decided, ask, fates
from portal.blueprints.settings.week_forms import DatedPlanForm, as_dated, as_usual
from portal.clock import now
from portal.domain.appointments.operations import drop_plan, plan_ahead
from portal.domain.booking.setup import dated_plan_for, resource_for
from portal.domain.booking.standing import broken_by_dated_plan
from portal.showing.naming import named
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("dated_plans", __name__)


@bp.get("/resources/<int:resource_id>/plans/new")
@requires(plan_ahead)
def new(resource_id: int) -> ResponseReturnValue:
    """The form, with the usual week in it."""
    resource = or_404(resource_for(actor(), resource_id))
    form = DatedPlanForm(data=as_usual(resource))
    form.begin_at(resource.version)
    return page("settings/desk/dated_plan_new.html", form=form, resource=resource, called=named(resource))


@bp.post("/resources/<int:resource_id>/plans")
@requires(plan_ahead)
def create(resource_id: int) -> ResponseReturnValue:
    """One more; first what becomes of the appointments that it would break."""
    resource = or_404(resource_for(actor(), resource_id))
    form = DatedPlanForm().beside(resource)
    if not form.validate():
        return invalid("settings/desk/dated_plan_new.html", form=form, resource=resource, called=named(resource))
    draft, back = form.draft(), url_for(".new", resource_id=resource_id)
    broken = broken_by_dated_plan(resource, draft.period, now())
    if not are_decided(broken):
        return ask(broken, url_for(".create", resource_id=resource_id), back)
    plan_ahead(resource, draft, form.seen_version, fates(), by=actor(), at=now())
    return changed(to=url_for("settings.resources.edit", resource_id=resource_id), notice=_("Saved."))


@bp.get("/dated-plans/<int:dated_plan_id>/edit")
@requires(plan_ahead)
def edit(dated_plan_id: int) -> ResponseReturnValue:
    """The form, filled."""
    plan = or_404(dated_plan_for(actor(), dated_plan_id))
    resource = or_404(resource_for(actor(), plan.resource_id))
    form = DatedPlanForm(data=as_dated(plan))
    form.begin_at(resource.version)
    return page("settings/desk/dated_plan.html", form=form, plan=plan, resource=resource, called=named(resource))


@bp.post("/dated-plans/<int:dated_plan_id>")
@requires(plan_ahead)
def update(dated_plan_id: int) -> ResponseReturnValue:
    """Anew; first what becomes of the appointments that it would break."""
    plan = or_404(dated_plan_for(actor(), dated_plan_id))
    resource = or_404(resource_for(actor(), plan.resource_id))
    form = DatedPlanForm().beside(resource, plan)
    if not form.validate():
        shown = {"plan": plan, "resource": resource, "called": named(resource)}
        return invalid("settings/desk/dated_plan.html", form=form, **shown)
    draft, back = form.draft(), url_for(".edit", dated_plan_id=plan.id)
    broken = broken_by_dated_plan(resource, draft.period, now(), plan.valid_from)
    if not are_decided(broken):
        return ask(broken, url_for(".update", dated_plan_id=plan.id), back)
    plan_ahead(resource, draft, form.seen_version, fates(), instead_of=plan, by=actor(), at=now())
    return changed(to=url_for("settings.resources.edit", resource_id=resource.id), notice=_("Saved."))


@bp.post("/dated-plans/<int:dated_plan_id>/end")
@requires(drop_plan)
def destroy(dated_plan_id: int) -> ResponseReturnValue:
    """The usual week again; first what becomes of the appointments that don't fit that."""
    plan = or_404(dated_plan_for(actor(), dated_plan_id))
    resource = or_404(resource_for(actor(), plan.resource_id))
    back = url_for("settings.resources.edit", resource_id=resource.id)
    broken = broken_by_dated_plan(resource, None, now(), plan.valid_from)
    if not are_decided(broken):
        return ask(broken, url_for(".destroy", dated_plan_id=plan.id), back)
    drop_plan(resource, plan, fates(), by=actor(), at=now())
    return changed(to=back, notice=_("The weekly plan counts again."))
