"""The book as a calendar: a day by resources, and how many appointments each day of a stretch has.

A day is read in plain rows: hundreds of appointments stand on it, and it is looked at all day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select

from portal.db import connection, session
from portal.domain.actors import Actor
from portal.domain.appointments.models import Appointment
from portal.domain.booking.dated import USUAL, by_date
from portal.domain.booking.minutes import Stretch, day_begins, moment_of, without
from portal.domain.booking.models import Allocation, Booking, PlanDay, Resource, Service
from portal.domain.booking.situation import closed_between, plan_of, shop_hours
from portal.domain.booking.together import names_as_booked
from portal.domain.booking.words import Kind
from portal.domain.calendars.hours import local_day
from portal.domain.rights import Right

_A_DAY = timedelta(days=1)
COLUMNS = (Kind.ADVISOR, Kind.BAY)
Days = defaultdict[int, list[tuple[int, str, str]]]  # by resource: weekday, shifts, breaks
Stay = tuple[int, int, int]  # with whom, from which minute, to which


class Seat(NamedTuple):
    """An advisor, a bay, whatever bookings take; also one that has left."""

    id: int
    kind: str
    name: str
    name_zh: str
    has_left: bool


class Offered(NamedTuple):
    """A service by its names."""

    name: str
    name_zh: str


class Known(NamedTuple):
    """What stands in an appointment's row, as it is stored."""

    id: int
    reference: str
    start_at: datetime
    state: str
    name: str
    plate: str
    overbooked_because: str
    arrived_at: datetime | None
    no_show_at: datetime | None
    service: str
    service_zh: str
    also: str
    also_zh: str


class Entry(NamedTuple):
    """One appointment of a day: all that the calendar says of it, as plain values."""

    reference: str
    start_at: datetime
    state: str
    name: str
    plate: str
    is_overbooked: bool
    is_here: bool
    is_absent: bool
    service: Offered
    takes: tuple[Stay, ...]  # in the shop's order


@dataclass(frozen=True, slots=True)
class Column:
    """One who takes appointments, and the stretches of the day in which they work, in minutes of UTC."""

    resource: Seat
    working: tuple[Stretch, ...]

    def works(self, minute: int) -> bool:
        """At work then."""
        return any(start <= minute < end for start, end in self.working)


@dataclass(frozen=True, slots=True)
class Day:
    """One date of the book."""

    on: date
    zone: str
    begin: int
    end: int
    seats: dict[int, Seat]  # everybody, by id, in the shop's order
    columns: tuple[Column, ...]
    entries: tuple[Entry, ...]


def day_of(actor: Actor, on: date, zone: str) -> Day | None:
    """A day of the shop, whose zone this is: who works, and what is booked with whom.

    A fixed number of queries; None for those who don't see it.
    """
    if not actor.may(Right.BOOKING_SEE):
        return None
    begin, end = day_begins(on, zone), day_begins(on + _A_DAY, zone)
    seats, days = _seats(on)
    entries = _entries(begin, end, list(seats))
    seen = {seat for entry in entries for seat, _from, _to in entry.takes}
    shown = [one for one in seats.values() if one.kind in COLUMNS and (not one.has_left or one.id in seen)]
    return Day(on, zone, begin, end, seats, _columns(shown, days, on, zone, begin, end), entries)


def counts_between(actor: Actor, first: date, last: date) -> dict[date, int]:
    """How many appointments begin on each date of these, in the shop's zone; dates without any are left out."""
    if not actor.may(Right.BOOKING_SEE):
        return {}
    zone = shop_hours().zone
    begin_at, end_at = (moment_of(day_begins(on, zone)) for on in (first, last + _A_DAY))
    found = select(Booking.start_at).where(
        Booking.start_at >= begin_at, Booking.start_at < end_at, Booking.cancelled_at.is_(None)
    )
    return dict(Counter(local_day(start_at, zone) for start_at in session().scalars(found)))


def _seats(on: date) -> tuple[dict[int, Seat], Days]:
    """All that ever were, in the shop's order; and by each its plan for the date's weekday and the night before."""
    weekdays = [on.weekday(), (on - _A_DAY).weekday()]
    has_left = Resource.retired_at.is_not(None)
    found = (
        select(Resource.id, Resource.kind, Resource.name, Resource.name_zh, has_left)
        .add_columns(PlanDay.weekday, PlanDay.shifts, PlanDay.breaks)
        .outerjoin(PlanDay, and_(PlanDay.resource_id == Resource.id, PlanDay.weekday.in_(weekdays)))
        .order_by(Resource.position, Resource.id)
    )
    seats, days = dict[int, Seat](), Days(list)
    for *seat, weekday, shifts, breaks in connection().execute(found):
        seats[seat[0]] = Seat._make(seat)
        if weekday is not None:
            days[seat[0]].append((weekday, shifts, breaks))
    return seats, days


def _entries(begin: int, end: int, order: list[int]) -> tuple[Entry, ...]:
    found = (
        select(
            Booking.id,
            Booking.reference,
            Booking.start_at,
            Booking.state,
            Booking.contact_name,
            Booking.plate,
            Booking.overbooked_because,
            Appointment.arrived_at,
            Appointment.no_show_at,
            Service.name,
            Service.name_zh,
            Booking.also_named,
            Booking.also_named_zh,
        )
        .join(Appointment, Appointment.booking_id == Booking.id)
        .join(Service, Service.id == Booking.service_id)
        .where(_begins_within(begin, end))
        .order_by(Booking.start_at, Booking.id)
    )
    takes = _takes(begin, end, order)
    rows = [Known._make(row) for row in connection().execute(found)]
    return tuple(
        Entry(
            row.reference,
            row.start_at,
            row.state,
            row.name,
            row.plate,
            is_overbooked=row.overbooked_because != "",
            is_here=row.arrived_at is not None,
            is_absent=row.no_show_at is not None,
            service=Offered(*names_as_booked(row.service, row.service_zh, row.also, row.also_zh)),
            takes=tuple(takes.get(row.id, ())),
        )
        for row in rows
    )


def _takes(begin: int, end: int, order: list[int]) -> dict[int | None, list[Stay]]:
    """What each booking of the day takes."""
    found = (
        select(Allocation.booking_id, Allocation.resource_id, Allocation.from_minute, Allocation.to_minute)
        .join(Booking, Booking.id == Allocation.booking_id)
        .where(_begins_within(begin, end), Allocation.released_at.is_(None))
    )
    taken: defaultdict[int | None, list[Stay]] = defaultdict(list)
    place = {seat: number for number, seat in enumerate(order)}
    for booking_id, seat, start, stop in connection().execute(found):
        taken[booking_id].append((seat, start, stop))
    for stretches in taken.values():
        stretches.sort(key=lambda one: (place[one[0]], one))
    return taken


def _begins_within(begin: int, end: int) -> ColumnElement[bool]:
    starts = Booking.start_at
    return and_(starts >= moment_of(begin), starts < moment_of(end), Booking.cancelled_at.is_(None))


def _columns(seats: Iterable[Seat], days: Days, on: date, zone: str, begin: int, end: int) -> tuple[Column, ...]:
    dated, closed = by_date(on, on), closed_between(begin, end)
    columns = []
    for one in seats:
        plan = plan_of(days.get(one.id, ()), zone, dated.get(one.id, USUAL))
        away = [*closed.get(None, ()), *closed.get(one.id, ())]
        columns.append(Column(one, () if one.has_left else without(plan.working_on(on), away)))
    return tuple(columns)
