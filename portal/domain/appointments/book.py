"""The book as a calendar: a day by resources, and how many appointments each day of a stretch has."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.queries import Line
from portal.domain.booking.dated import USUAL, by_date
from portal.domain.booking.minutes import Stretch, date_of, day_begins, minute_from, minute_of, moment_of, without
from portal.domain.booking.models import Booking, Closure, Resource, Service
from portal.domain.booking.situation import place_of, shop_hours
from portal.domain.booking.words import Kind
from portal.domain.rights import Right

_A_DAY = timedelta(days=1)
COLUMNS = (Kind.ADVISOR, Kind.BAY)


@dataclass(frozen=True, slots=True)
class Column:
    """One who takes appointments, and the stretches of the day in which they work, in minutes of UTC."""

    resource: Resource
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
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def day_of(actor: Actor, on: date, zone: str) -> Day | None:
    """A day of the shop, whose zone this is: who works, and what is booked with whom.

    A fixed number of queries; None for those who don't see it.
    """
    if not actor.may(Right.BOOKING_SEE):
        return None
    begin, end = day_begins(on, zone), day_begins(on + _A_DAY, zone)
    everybody = _resources()
    lines = _lines(begin, end, everybody)
    seen = {one.id for line in lines for one in line.resources}
    shown = [one for one in everybody.values() if one.kind in COLUMNS and (one.retired_at is None or one.id in seen)]
    return Day(on, zone, begin, end, _columns(shown, on, zone, begin, end), lines)


def counts_between(actor: Actor, first: date, last: date) -> dict[date, int]:
    """How many appointments begin on each date of these, in the shop's zone; dates without any are left out."""
    if not actor.may(Right.BOOKING_SEE):
        return {}
    zone = shop_hours().zone
    begin_at, end_at = (moment_of(day_begins(on, zone)) for on in (first, last + _A_DAY))
    found = select(Booking.start_at).where(
        Booking.start_at >= begin_at, Booking.start_at < end_at, Booking.cancelled_at.is_(None)
    )
    return dict(Counter(date_of(minute_of(start_at), zone) for start_at in session().scalars(found)))


def _resources() -> dict[int, Resource]:
    """All that ever were, with their weekly plans, in the shop's order."""
    found = select(Resource).options(joinedload(Resource.days)).order_by(Resource.position, Resource.id)
    return {one.id: one for one in session().scalars(found).unique()}


def _lines(begin: int, end: int, everybody: dict[int, Resource]) -> tuple[Line, ...]:
    found = (
        select(Appointment, Service)
        .join(Appointment.booking)
        .join(Service, Service.id == Booking.service_id)
        .where(Booking.start_at >= moment_of(begin), Booking.start_at < moment_of(end), Booking.cancelled_at.is_(None))
        .options(contains_eager(Appointment.booking).options(selectinload(Booking.allocations)))
        .order_by(Booking.start_at, Booking.id)
    )
    lines = []
    for appointment, service in session().execute(found):
        live = {one.resource_id for one in appointment.booking.allocations if one.released_at is None}
        lines.append(Line(appointment, service, tuple(one for key, one in everybody.items() if key in live)))
    return tuple(lines)


def _columns(resources: Iterable[Resource], on: date, zone: str, begin: int, end: int) -> tuple[Column, ...]:
    dated, closed = by_date(on, on), _closed(begin, end)
    columns = []
    for one in resources:
        plan = place_of(one, zone, dated.get(one.id, USUAL)).plan
        away = [*closed.get(None, ()), *closed.get(one.id, ())]
        columns.append(Column(one, () if one.retired_at else without(plan.working_on(on), away)))
    return tuple(columns)


def _closed(begin: int, end: int) -> dict[int | None, list[Stretch]]:
    rows = session().execute(
        select(Closure.resource_id, Closure.start_at, Closure.end_at).where(
            Closure.end_at > moment_of(begin), Closure.start_at < moment_of(end)
        )
    )
    found: dict[int | None, list[Stretch]] = {}
    for resource_id, start_at, end_at in rows:
        found.setdefault(resource_id, []).append((minute_of(start_at), minute_from(end_at)))
    return found
