"""Plans as the business edits them; staff read them, administrators change them (S1-S23)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.settings.plan_forms import PlanForm, typed
from portal.clock import now
from portal.domain.calendars.queries import calendars
from portal.domain.organisations.operations import change_plan, make_plan
from portal.domain.organisations.queries import contracts_on, plan_draft, plan_with_all, plans
from portal.domain.organisations.words import CLOCKS, ENTITLEMENTS
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("plans", __name__)


@bp.get("/plans")
@requires(Right.PLAN_SEE)
def index() -> ResponseReturnValue:
    """All plans in their order."""
    return page("settings/plans/index.html", plans=plans(), running=contracts_on(now()), may=actor().rights)


@bp.get("/plans/new")
@requires(make_plan)
def new() -> ResponseReturnValue:
    """The form."""
    return page("settings/plans/new.html", form=PlanForm().offer(calendars()))


@bp.post("/plans")
@requires(make_plan)
def create() -> ResponseReturnValue:
    """A new plan."""
    form = PlanForm().offer(calendars())
    if not form.validate():
        return invalid("settings/plans/new.html", form=form)
    plan = make_plan(form.draft(), by=actor(), at=now())
    return changed(to=url_for(".show", plan_id=plan.id), notice=_("Plan added."))


@bp.get("/plans/<int:plan_id>")
@requires(Right.PLAN_SEE)
def show(plan_id: int) -> ResponseReturnValue:
    """One plan in words."""
    plan = or_404(plan_with_all(plan_id))
    return page("settings/plans/show.html", plan=plan, entitlements=ENTITLEMENTS, clocks=CLOCKS, may=actor().rights)


@bp.get("/plans/<int:plan_id>/edit")
@requires(change_plan)
def edit(plan_id: int) -> ResponseReturnValue:
    """The form, filled."""
    plan = or_404(plan_with_all(plan_id))
    form = PlanForm(data={**typed(plan_draft(plan)), "version": plan.version}).offer(calendars())
    form.begin_at(plan.version)
    return page("settings/plans/edit.html", plan=plan, form=form, running=contracts_on(now()).get(plan_id, 0))


@bp.post("/plans/<int:plan_id>")
@requires(change_plan)
def update(plan_id: int) -> ResponseReturnValue:
    """Everything of it anew."""
    plan = or_404(plan_with_all(plan_id))
    form = PlanForm().offer(calendars())
    if not form.validate():
        running = contracts_on(now()).get(plan_id, 0)
        return invalid("settings/plans/edit.html", plan=plan, form=form, running=running)
    change_plan(plan_id, form.draft(), form.seen_version, by=actor(), at=now())
    return changed(to=url_for(".show", plan_id=plan_id), notice=_("Plan saved."))
