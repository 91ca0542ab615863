"""What becomes of appointments that a changed plan, an absence, a closure or a leaving would break (A8, BE32, BE37).

Nothing disappears silently: whoever changes the plan says for each appointment what becomes of it, and the change and
all these decisions are one transaction. One that was booked meanwhile stops the change, to be decided about too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations.changing import call_off, move_appointment
from portal.domain.appointments.queries import WITH_BOOKING
from portal.domain.appointments.refusals import NobodyElseFree, StillUndecided
from portal.domain.booking.drafts import DatedPlanDraft, ExceptionDraft, MoveDraft, ResourceDraft
from portal.domain.booking.models import Booking, DatedPlan, Resource
from portal.domain.booking.operations import (
    close_for,
    date_plan,
    drop_dated_plan,
    edit_resource,
    retire_resource,
    set_exception,
    somebody_else,
)
from portal.domain.booking.standing import (
    broken_by_closure,
    broken_by_dated_plan,
    broken_by_exception,
    broken_by_leaving,
    broken_by_plan,
)
from portal.domain.rights import Right, needs


class Fate(StrEnum):
    """What becomes of an appointment that doesn't fit any more."""

    KEEP = "keep"  # it stays as it is, outside the plan
    GIVE = "give"  # the same time with somebody else
    MOVE = "move"  # it stays until another time is agreed with the customer
    CANCEL = "cancel"


Fates = Mapping[str, Fate]  # by reference


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one moment to another, and why."""

    start_at: datetime
    end_at: datetime
    reason: str


@needs(Right.BOOKING_SETUP)
def replan(resource: Resource, draft: ResourceDraft, version: int, fates: Fates, *, by: Actor, at: datetime) -> None:
    """A resource anew, with its weekly plan. Refused: StillUndecided, NobodyElseFree, ChangedMeanwhile."""
    one_at_a_time("booking")
    broken = broken_by_plan(resource, draft.shifts, draft.breaks, at)
    edit_resource(resource, draft, version, by=by, at=at)
    _settle(broken, fates, by=by, at=at)


@needs(Right.BOOKING_SETUP)
def plan_ahead(
    resource: Resource,
    draft: DatedPlanDraft,
    version: int,
    fates: Fates,
    *,
    instead_of: DatedPlan | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """A week from a date on, or another one for these dates. Refused as above; PlansMeet, PlanEndsBeforeItBegins."""
    one_at_a_time("booking")
    broken = broken_by_dated_plan(resource, draft.period, at, instead_of.valid_from if instead_of else None)
    date_plan(resource, draft, version, instead_of=instead_of, by=by, at=at)
    _settle(broken, fates, by=by, at=at)


@needs(Right.BOOKING_SETUP)
def drop_plan(resource: Resource, plan: DatedPlan, fates: Fates, *, by: Actor, at: datetime) -> None:
    """The usual week again on the dates of this one. Refused as above."""
    one_at_a_time("booking")
    broken = broken_by_dated_plan(resource, None, at, plan.valid_from)
    drop_dated_plan(resource, plan, by=by, at=at)
    _settle(broken, fates, by=by, at=at)


@needs(Right.BOOKING_SETUP)
def let_go(resource: Resource, fates: Fates, *, by: Actor, at: datetime) -> None:
    """The resource leaves (BE37). Refused as above."""
    one_at_a_time("booking")
    broken = broken_by_leaving(resource, at)
    retire_resource(resource, by=by, at=at)
    _settle(broken, fates, by=by, at=at)


@needs(Right.BOOKING_SETUP)
def give_day(resource: Resource, draft: ExceptionDraft, fates: Fates, *, by: Actor, at: datetime) -> None:
    """One date with its own hours, or none (BE31). Refused as above."""
    one_at_a_time("booking")
    broken = broken_by_exception(resource, draft.on_date, draft.windows, at)
    set_exception(resource, draft, by=by, at=at)
    _settle(broken, fates, by=by, at=at)


@needs(Right.BOOKING_SETUP)
def close_stretch(resource: Resource | None, stretch: Stretch, fates: Fates, *, by: Actor, at: datetime) -> None:
    """One resource, or the whole shop, takes no bookings for a while (BE36). Refused as above."""
    one_at_a_time("booking")
    broken = broken_by_closure(resource, stretch.start_at, stretch.end_at, at)
    close_for(resource, stretch.start_at, stretch.end_at, reason=stretch.reason, by=by, at=at)
    _settle(broken, fates, by=by, at=at)


def _settle(broken: Sequence[Booking], fates: Fates, *, by: Actor, at: datetime) -> None:
    undecided = [one for one in broken if one.reference not in fates]
    if undecided:
        raise StillUndecided(count=len(undecided))
    session().flush()
    appointments = {one.booking_id: one for one in _of(broken)}
    for booking in broken:
        appointment, fate = appointments[booking.id], fates[booking.reference]
        if fate == Fate.CANCEL:
            call_off(appointment, by=by, at=at)
        elif fate == Fate.GIVE:
            others = somebody_else(booking, by=by, at=at)
            if others is None:
                raise NobodyElseFree(name=booking.contact_name)
            move_appointment(appointment, MoveDraft(booking.start_at, others), by=by, at=at)


def _of(bookings: Iterable[Booking]) -> list[Appointment]:
    found = select(Appointment).where(Appointment.booking_id.in_([one.id for one in bookings]))
    return list(session().scalars(found.options(WITH_BOOKING)))
