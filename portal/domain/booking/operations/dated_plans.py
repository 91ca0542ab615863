"""Weeks of a resource that hold for some dates instead of its usual one, which stays as it is (A3, A8)."""

from datetime import datetime

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.booking.claiming import claim
from portal.domain.booking.drafts import DatedPlanDraft
from portal.domain.booking.models import DatedPlan, Resource
from portal.domain.booking.plans import written_week
from portal.domain.booking.refusals import PlanEndsBeforeItBegins
from portal.domain.booking.setup import dates_refused
from portal.domain.rights import Right, needs


@needs(Right.BOOKING_SETUP)
def date_plan(
    resource: Resource,
    draft: DatedPlanDraft,
    version: int | None = None,
    *,
    instead_of: DatedPlan | None = None,
    by: Actor,
    at: datetime,
) -> DatedPlan:
    """A week from a date on, in the place of another dated one when that is given. What is booked stays.

    Refused: PlanEndsBeforeItBegins; PlansMeet or PlanOpen, when another one holds on a date of it; ChangedMeanwhile,
    when `version` is given and no longer the resource's.
    """
    if draft.valid_to is not None and draft.valid_to < draft.valid_from:
        raise PlanEndsBeforeItBegins
    claim(Resource, resource, version)
    if (refusal := dates_refused(resource, draft.valid_from, draft.valid_to, instead_of)) is not None:
        raise refusal
    plan = instead_of or DatedPlan(resource_id=resource.id, made_at=at)
    plan.name, plan.valid_from, plan.valid_to = draft.name, draft.valid_from, draft.valid_to
    plan.shifts, plan.breaks = written_week(draft.shifts), written_week(draft.breaks)
    session().add(plan)
    said = {"from": draft.valid_from.isoformat(), "to": draft.valid_to and draft.valid_to.isoformat()}
    record(by, "resource.plan_dated", resource, at=at, **said, shifts=plan.shifts, breaks=plan.breaks)
    return plan


@needs(Right.BOOKING_SETUP)
def drop_dated_plan(resource: Resource, plan: DatedPlan, *, by: Actor, at: datetime) -> None:
    """On its dates the usual week counts again."""
    claim(Resource, resource, None)
    record(by, "resource.dated_plan_dropped", resource, at=at, was_from=plan.valid_from.isoformat(), shifts=plan.shifts)
    session().delete(plan)
