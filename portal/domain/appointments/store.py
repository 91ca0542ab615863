"""The parts desk: what lies ready for whom, part by part; what services usually need (A21, BR32, BR34)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.preparation import PartLine, ServicePart
from portal.domain.appointments.preparation_words import Side
from portal.domain.appointments.prepared import MOST, Told, a_page, appointment_lines, open_notices, parts_of, told_of
from portal.domain.appointments.queries import Line
from portal.domain.booking.models import Booking, Service
from portal.domain.rights import Right

LINES = 4 * MOST  # with the notices not more than are read in one go


@dataclass(frozen=True, slots=True)
class Part:
    """One part, and the appointments that it is needed for, by time."""

    name: str
    lines: tuple[tuple[PartLine, Line], ...]

    @property
    def wanted(self) -> int:
        """How many all together."""
        return sum(part.quantity for part, _line in self.lines)


@dataclass(frozen=True, slots=True)
class Store:
    """The parts desk's page: what it is told, parts by part, and after which notice and line the next pages begin."""

    told: list[Told]
    parts: list[Part]
    following: int | None = None
    later: int | None = None


def store_for(actor: Actor, since: datetime, after: int | None = None, from_line: int | None = None) -> Store:
    """Parts of all that begins from then on, grouped by part, within it by time (BR34); and notices. Eight queries.

    The soonest come first: with `after` the next page of notices, with `from_line` parts for later ones.
    """
    if not actor.may(Right.BOOKING_SEE):
        return Store([], [])
    notices, following = a_page(open_notices(actor, Side.PARTS, since, after, most=MOST + 1))
    rows = _wanted(since, from_line)
    later = rows[LINES - 1].id if len(rows) > LINES else None
    ids = {one.booking_id for one in notices}
    lines = appointment_lines(ids | {one.booking_id for one in rows[:LINES]})
    grouped: dict[str, list[tuple[PartLine, Line]]] = {}
    for one in sorted(rows[:LINES], key=lambda row: row.name):
        grouped.setdefault(one.name, []).append((one, lines[one.booking_id]))
    parts = [Part(name, tuple(needed)) for name, needed in grouped.items()]
    return Store(told_of(notices, lines, parts_of(ids)), parts, following, later)


def part_for(actor: Actor, line_id: int) -> PartLine | None:
    """One line of parts."""
    return session().get(PartLine, line_id) if actor.may(Right.BOOKING_SEE) else None


def usual_parts() -> dict[int, list[ServicePart]]:
    """What each service usually needs. One query."""
    found: dict[int, list[ServicePart]] = {}
    for one in session().scalars(select(ServicePart).order_by(ServicePart.position, ServicePart.id)):
        found.setdefault(one.service_id, []).append(one)
    return found


def service_numbered(service_id: int) -> Service | None:
    """One that is offered or was: its usual parts are no secret of its own."""
    return session().get(Service, service_id)


def _wanted(since: datetime, from_line: int | None) -> list[PartLine]:
    """By time, one more than a page holds."""
    found = (
        select(PartLine)
        .join(Booking, Booking.id == PartLine.booking_id)
        .where(Booking.start_at >= since, Booking.cancelled_at.is_(None))
    )
    if from_line is not None:
        found = found.where(_comes_after(from_line))
    return list(session().scalars(found.order_by(Booking.start_at, PartLine.id).limit(LINES + 1)))


def _comes_after(line_id: int) -> ColumnElement[bool]:
    last = aliased(PartLine)
    begins = select(Booking.start_at).join(last, last.booking_id == Booking.id).where(last.id == line_id)
    start_at = begins.correlate(None).scalar_subquery()
    return or_(Booking.start_at > start_at, and_(Booking.start_at == start_at, PartLine.id > line_id))
