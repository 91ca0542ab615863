"""Confirming, moving and cancelling. Whoever calls has found the booking through the person or through its link."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import selectinload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.booking.allocating import alone, release, slot_to_take, take
from portal.domain.booking.drafts import MoveDraft
from portal.domain.booking.models import Booking, BookingChange, Resource
from portal.domain.booking.queries import is_desk
from portal.domain.booking.refusals import (
    BookingBegun,
    BookingCancelled,
    MovedTooOften,
    ServiceNotOffered,
    SlotNotOffered,
    SlotTaken,
)
from portal.domain.booking.rules import A_DAY, MOST_MOVES_IN_A_DAY, may_change
from portal.domain.booking.situation import Ask
from portal.domain.booking.together import service_booked
from portal.domain.booking.words import Change, State
from portal.domain.rights import Right, needs, open_to_all


@needs(Right.BOOKING_WORK)
def confirm_booking(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """The shop says yes to a requested time (BR25). Twice, or two at once: confirmed once, noted once (BE6).

    Refused: cancelled meanwhile, begun, or with somebody who has left: then it is to be moved.
    """
    alone(at)
    booking = _as_it_is(booking)
    _require_open(booking, at)
    if booking.state == State.CONFIRMED:
        return booking
    taken = [row.resource_id for row in booking.allocations if row.released_at is None]
    left = select(Resource.id).where(Resource.id.in_(taken), Resource.retired_at.is_not(None))
    if not taken or session().scalars(left).first() is not None:
        raise SlotNotOffered
    claimed = session().scalar(
        update(Booking)
        .where(Booking.id == booking.id, Booking.state == State.REQUESTED)
        .values(state=State.CONFIRMED, confirmed_at=at, version=Booking.version + 1)
        .returning(Booking.id)
        .execution_options(synchronize_session=False)
    )
    if claimed is not None:
        _note(booking, Change.CONFIRMED, by=by, at=at)
    return _as_it_is(booking)


@open_to_all
def move_booking(booking: Booking, draft: MoveDraft, *, by: Actor, at: datetime) -> Booking:
    """Another time in one step: the new is taken, the old is free, or nothing has happened (BE10).

    Refused: SlotTaken with alternatives, SlotNotOffered, begun, cancelled, MovedTooOften. The same form, or the same
    time: no change.
    """
    alone(at)
    booking = _as_it_is(booking)
    if _sent_before(booking, draft.form_key):
        return booking
    _require_open(booking, at)
    now_takes = {row.resource_id for row in booking.allocations if row.released_at is None}
    if draft.start_at == booking.start_at and draft.resource_ids <= now_takes:
        return booking
    if not is_desk(by):
        _require_rest(booking, at)
    service = service_booked(booking)
    if service is None:
        raise ServiceNotOffered
    slot = slot_to_take(service, draft.start_at, at, Ask(draft.resource_ids, booking.id, is_staff=is_desk(by)))
    before_at = booking.start_at
    release(booking, at)
    take(slot.parts, booking)
    booking.start_at, booking.end_at = slot.start_at, slot.end_at
    booking.overbooked_because = ""
    booking.version += 1
    _note(booking, Change.MOVED, before_at, slot.start_at, draft.reason, draft.form_key, by=by, at=at)
    return _as_it_is(booking)


@needs(Right.BOOKING_WORK)
def somebody_else(booking: Booking, *, by: Actor, at: datetime) -> frozenset[int] | None:  # noqa: ARG001
    """Who could take it over at the same time, by the plans as they are now; None when nobody can (BE37)."""
    alone(at)
    service = service_booked(booking)
    if service is None:
        return None
    try:
        slot = slot_to_take(service, booking.start_at, at, Ask(but_booking_id=booking.id, is_staff=True))
    except (SlotTaken, SlotNotOffered):
        return None
    return frozenset(part.place_id for part in slot.parts)


@open_to_all
def cancel_booking(booking: Booking, *, reason: str = "", by: Actor, at: datetime) -> Booking:
    """The time is free at once. A second time nothing happens; refused once it has begun (BE13)."""
    alone(at)
    booking = _as_it_is(booking)
    if booking.state == State.CANCELLED:
        return booking
    _require_open(booking, at)
    release(booking, at)
    booking.state, booking.cancelled_at = State.CANCELLED, at
    booking.version += 1
    _note(booking, Change.CANCELLED, booking.start_at, None, reason, by=by, at=at)
    return _as_it_is(booking)


def _as_it_is(booking: Booking) -> Booking:
    """Read again, inside the lock: what was read before it may be old."""
    session().flush()
    found = select(Booking).where(Booking.id == booking.id).options(selectinload(Booking.allocations))
    return session().scalars(found.execution_options(populate_existing=True)).one()


def _require_open(booking: Booking, at: datetime) -> None:
    if booking.state == State.CANCELLED:
        raise BookingCancelled
    if not may_change(booking.start_at, at):
        raise BookingBegun


def _require_rest(booking: Booking, at: datetime) -> None:
    moved = (BookingChange.booking_id == booking.id, BookingChange.change == Change.MOVED)
    lately = select(func.count()).select_from(BookingChange).where(*moved, BookingChange.at > at - A_DAY)
    if (session().scalar(lately) or 0) >= MOST_MOVES_IN_A_DAY:
        raise MovedTooOften(count=MOST_MOVES_IN_A_DAY)


def _sent_before(booking: Booking, form_key: str | None) -> bool:
    if form_key is None:
        return False
    sent = select(BookingChange.id).where(BookingChange.booking_id == booking.id, BookingChange.form_key == form_key)
    return session().scalars(sent).first() is not None


def _note(
    booking: Booking,
    change: Change,
    before_at: datetime | None = None,
    after_at: datetime | None = None,
    reason: str = "",
    form_key: str | None = None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    noted = BookingChange(
        booking_id=booking.id,
        change=change,
        form_key=form_key,
        at=at,
        by_id=by.person_id,
        start_before_at=before_at,
        start_after_at=after_at,
        reason=reason,
    )
    session().add(noted)
    moments = {"before": before_at and before_at.isoformat(), "after": after_at and after_at.isoformat()}
    record(by, f"booking.{change}", booking, at=at, **moments)
