"""Taking and giving back resources, inside the lock "booking". Runs only within operations, which ask for rights."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select, update

from portal.db import one_at_a_time, session
from portal.domain.booking.bookings import REACH
from portal.domain.booking.lanes import Laid, connected, free_lane, laid_anew
from portal.domain.booking.minutes import date_of, minute_of
from portal.domain.booking.models import Allocation, Booking, Hold, Resource, Service
from portal.domain.booking.queries import instead_of
from portal.domain.booking.refusals import SlotNotOffered, SlotTaken
from portal.domain.booking.search import Part, Slot, slot_at
from portal.domain.booking.situation import Ask, shop_hours, situation

_ASIDE = datetime(1970, 1, 1, tzinfo=UTC)  # never seen outside the transaction
OVERFLOW = 20  # lanes beyond the capacity, for what staff overbook (BE40)


def alone(at: datetime) -> None:
    """Nobody else writes allocations until this transaction ends; what expired holds took is free again (BE14)."""
    one_at_a_time("booking")
    over = select(Hold.id).where(Hold.expires_at <= at)
    session().execute(
        update(Allocation).where(Allocation.released_at.is_(None), Allocation.hold_id.in_(over)).values(released_at=at)
    )


def slot_to_take(service: Service, start_at: datetime, at: datetime, ask: Ask) -> Slot:
    """The slot that is offered at that moment. Refused: SlotTaken with alternatives, SlotNotOffered (BE1, BE11)."""
    slot = _slot(service, start_at, at, ask)
    if slot is not None:
        return slot
    if slot_by_plan(service, start_at, at, ask) is None:
        raise SlotNotOffered
    others = Ask(but_booking_id=ask.but_booking_id, but_hold_id=ask.but_hold_id, is_staff=ask.is_staff)
    raise SlotTaken(instead_of(service, start_at, at, others))


def slot_by_plan(service: Service, start_at: datetime, at: datetime, ask: Ask) -> Slot | None:
    """The slot as it would be if nothing were booked."""
    return _slot(service, start_at, at, Ask(ask.resource_ids, is_staff=ask.is_staff, ignores_taken=True))


def _slot(service: Service, start_at: datetime, at: datetime, ask: Ask) -> Slot | None:
    if start_at.second or start_at.microsecond:
        return None
    start = minute_of(start_at)
    on = date_of(start, shop_hours().zone)
    return slot_at(situation(service, on, on, at, ask), start)


def take(parts: Sequence[Part], of: Booking | Hold, *, overbooked: bool = False) -> None:
    """One allocation for each part, or none at all: a refusal undoes the whole transaction (BE4)."""
    session().flush()
    for part in sorted(parts, key=lambda each: each.place_id):
        session().add(
            Allocation(
                resource_id=part.place_id,
                lane=_lane(part, overbooked=overbooked),
                booking_id=of.id if isinstance(of, Booking) else None,
                hold_id=of.id if isinstance(of, Hold) else None,
                from_minute=part.start,
                to_minute=part.end,
                before_minutes=part.before,
                after_minutes=part.after,
            )
        )
        session().flush()  # the next part's lane may depend on it, and the database decides now


def release(of: Booking | Hold, at: datetime) -> None:
    """Everything it takes is free at once (BE13). The rows stay, for the record."""
    owner = Allocation.booking_id == of.id if isinstance(of, Booking) else Allocation.hold_id == of.id
    session().execute(update(Allocation).where(owner, Allocation.released_at.is_(None)).values(released_at=at))


def hand_over(hold: Hold, booking: Booking) -> None:
    """What was held is the booking's, without a moment in between in which it was nobody's."""
    session().flush()
    session().execute(
        update(Allocation)
        .where(Allocation.hold_id == hold.id, Allocation.released_at.is_(None))
        .values(hold_id=None, booking_id=booking.id)
    )


def parts_fit(service: Service, hold: Hold) -> bool:
    """What is held is what the service needs still."""
    start = minute_of(hold.start_at)
    live = [row for row in hold.allocations if row.released_at is None]
    spans = sorted((row.from_minute - start, row.to_minute - start) for row in live)
    return bool(spans) and spans == sorted((n.offset_minutes, n.offset_minutes + n.minutes) for n in service.needs)


def planned_still(service: Service, hold: Hold, *, is_staff: bool) -> bool:
    """Who is held works then: no absence, closure or leaving came meanwhile. Notice counts from when it was held."""
    held = frozenset(row.resource_id for row in hold.allocations if row.released_at is None)
    return slot_by_plan(service, hold.start_at, hold.held_at, Ask(held, is_staff=is_staff)) is not None


def _lane(part: Part, *, overbooked: bool) -> int:
    capacity = session().scalars(select(Resource.capacity).where(Resource.id == part.place_id)).one()
    if capacity == 1 and not overbooked:
        return 0
    there = _laid(part)
    stretch = (part.start, part.end)
    lane = free_lane(stretch, there, range(capacity))
    if lane is None and overbooked:
        lane = free_lane(stretch, there, range(capacity, capacity + OVERFLOW))
    if lane is None and capacity > 1:
        lane = _make_room(stretch, [laid for laid in there if laid.lane < capacity], capacity)
    if lane is None:
        raise SlotTaken
    return lane


def _laid(part: Part) -> list[Laid]:
    """What lies on the resource for days around, with buffers where it has any."""
    rows = session().execute(
        select(
            Allocation.id,
            Allocation.from_minute,
            Allocation.to_minute,
            Allocation.before_minutes,
            Allocation.after_minutes,
            Allocation.lane,
        ).where(
            Allocation.resource_id == part.place_id,
            Allocation.released_at.is_(None),
            Allocation.from_minute > part.start - 3 * REACH,
            Allocation.from_minute < part.end + 3 * REACH,
        )
    )
    return [
        Laid(number, (start - max(before, part.after), end + max(after, part.before)), lane)
        for number, start, end, before, after, lane in rows
    ]


def _make_room(stretch: tuple[int, int], there: list[Laid], capacity: int) -> int | None:
    """Lay the neighbours on other lanes so that this one fits: released first, as no two may meet meanwhile."""
    room = laid_anew(stretch, connected(stretch, there), capacity)
    if room is None:
        return None
    moves, lane = room
    rows = session().scalars(select(Allocation).where(Allocation.id.in_(moves))).all()
    for row in rows:
        row.released_at = _ASIDE
    session().flush()
    for row in rows:
        row.lane = moves[row.id]
        row.released_at = None
        session().flush()
    return lane
