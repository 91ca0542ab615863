"""Making and changing plans. A change holds at once for every contract on the plan; deadlines already set stay."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.errors import ChangedMeanwhile
from portal.domain.organisations.drafts import PlanDraft
from portal.domain.organisations.models import Plan, PlanEntitlement, PlanTarget
from portal.domain.organisations.queries import PLAN_FACTS, plan_draft, plan_with_all
from portal.domain.organisations.refusals import PlanNameTaken, PlanShortNameTaken
from portal.domain.rights import Right, needs


@needs(Right.PLAN_CHANGE)
def make_plan(draft: PlanDraft, *, by: Actor, at: datetime) -> Plan:
    """A new plan with its targets and entitlements. Refuses a name or short name already there."""
    _require_free_names(draft, None)
    plan = Plan(created_at=at)
    _fill(plan, draft, at)
    session().add(plan)
    session().flush()
    record(by, "plan.made", plan, at=at, **_told(draft))
    return plan


@needs(Right.PLAN_CHANGE)
def change_plan(plan_id: int, draft: PlanDraft, version: int, *, by: Actor, at: datetime) -> Plan:
    """Everything of a plan anew. Refuses as making does, and when `version` is no longer the plan's."""
    _require_free_names(draft, plan_id)
    claimed = session().scalar(
        update(Plan)
        .where(Plan.id == plan_id, Plan.version == version)
        .values(version=version + 1)
        .returning(Plan.id)
        .execution_options(synchronize_session=False)
    )
    if claimed is None:
        raise ChangedMeanwhile
    session().expire_all()
    plan = plan_with_all(plan_id)
    assert plan is not None
    before, after = _told(plan_draft(plan)), _told(draft)
    plan.targets.clear()
    plan.entitlements.clear()
    session().flush()  # the old ones go before the new ones come: they are unique
    _fill(plan, draft, at)
    session().flush()
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    record(by, "plan.changed", plan, at=at, changes=changes)
    return plan


def _require_free_names(draft: PlanDraft, own_id: int | None) -> None:
    if _taken(Plan.name == draft.name, own_id):
        raise PlanNameTaken(name=draft.name)
    if _taken(Plan.slug == draft.slug, own_id):
        raise PlanShortNameTaken(slug=draft.slug)


def _taken(same: ColumnElement[bool], own_id: int | None) -> bool:
    return session().scalar(select(Plan.id).where(same, Plan.id != (own_id or 0))) is not None


def _fill(plan: Plan, draft: PlanDraft, at: datetime) -> None:
    for name in PLAN_FACTS:
        setattr(plan, name, getattr(draft, name))
    plan.targets = [
        PlanTarget(severity=severity, clock=target.clock, minutes=target.minutes)
        for severity, target in enumerate(draft.targets, start=1)
    ]
    plan.entitlements = [PlanEntitlement(entitlement=one) for one in sorted(draft.includes)]
    plan.changed_at = at


def _told(draft: PlanDraft) -> dict[str, object]:
    """For the audit log: JSON values."""
    facts: dict[str, object] = {name: getattr(draft, name) for name in PLAN_FACTS}
    facts["targets"] = [[str(target.clock), target.minutes] for target in draft.targets]
    facts["includes"] = sorted(str(one) for one in draft.includes)
    return facts
