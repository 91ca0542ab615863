"""What is still to be prepared: notices of a side, parts by part, customers to call (A21, A22)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, tuple_, union
from sqlalchemy.orm import joinedload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.due_calls import CALLED_AHEAD, to_be_called
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.preparation import Contact, Notice, PartLine, Ready, Reminder, ServicePart
from portal.domain.appointments.preparation_words import Result, Side
from portal.domain.appointments.preparing import is_open
from portal.domain.appointments.queries import WHOLE, Line, lines_of
from portal.domain.appointments.sheets import contacts_of
from portal.domain.booking.models import Booking, Service
from portal.domain.rights import Right

MOST = 100
STILL_TOLD = timedelta(hours=12)  # after its time, until when a notice stands on its side's page


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with the appointment that it tells of, and its parts."""

    notice: Notice
    line: Line
    parts: tuple[PartLine, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """A customer to be called, with what was tried and what is ready."""

    line: Line
    contacts: tuple[Contact, ...]
    ready: frozenset[str]
    parts: tuple[PartLine, ...]

    @property
    def unanswered(self) -> int:
        """Calls about this time that nobody took."""
        start_at = self.line.booking.start_at
        return sum(one.result == Result.NO_ANSWER and one.start_at == start_at for one in self.contacts)

    @property
    def next_contact(self) -> int:
        """The number of the next call."""
        return len(self.contacts) + 1


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
class Desk:
    """The front desk's page: who is to be called, and what it is told."""

    calls: list[Called]
    told: list[Told]


@dataclass(frozen=True, slots=True)
class Store:
    """The parts desk's page: what it is told, and parts by part."""

    told: list[Told]
    parts: list[Part]


def notices_for(actor: Actor, side: Side) -> list[Told]:
    """What this side has to acknowledge, what is due first on top. Six queries."""
    notices = _open_notices(actor, side)
    return _told(notices, _lines({one.booking_id for one in notices}), parts_of({one.booking_id for one in notices}))


def told_and_read(
    actor: Actor, side: Side, at: datetime, after: int | None = None
) -> tuple[list[Told], list[Told], int | None]:
    """The same, a page of them; what it has acknowledged lately of what is still ahead; after which the next page is.

    Eight queries.
    """
    read = (
        select(Notice)
        .where(Notice.side == side, Notice.acknowledged_at.is_not(None), Notice.start_at > at)
        .options(joinedload(Notice.acknowledged_by))
        .order_by(Notice.acknowledged_at.desc(), Notice.id.desc())
        .limit(10)
    )
    notices = _open_notices(actor, side, at - STILL_TOLD, after, most=MOST + 1)
    following = notices[MOST - 1].id if len(notices) > MOST else None
    notices = notices[:MOST]
    done = list(session().scalars(read)) if actor.may(Right.BOOKING_SEE) else []
    ids = {one.booking_id for one in (*notices, *done)}
    lines, parts = _lines(ids), parts_of(ids)
    return _told(notices, lines, parts), _told(done, lines, parts), following


def notice_for(actor: Actor, side: Side | None, notice_id: int) -> Notice | None:
    """One of that side; None: of any."""
    if not actor.may(Right.BOOKING_SEE):
        return None
    found = select(Notice).where(Notice.id == notice_id).options(joinedload(Notice.booking))
    return session().scalar(found if side is None else found.where(Notice.side == side))


def unacknowledged_of(booking_ids: Collection[int]) -> dict[int, list[Notice]]:
    """By booking, for the day sheet. One query."""
    found: dict[int, list[Notice]] = {}
    rows = select(Notice).where(is_open(), Notice.booking_id.in_(booking_ids)).order_by(Notice.id)
    for one in session().scalars(rows):
        found.setdefault(one.booking_id, []).append(one)
    return found


def desk_for(actor: Actor, at: datetime) -> Desk:
    """Customers to be called before their time, and those of whom nobody knows, by time; and notices. Eight queries."""
    if not actor.may(Right.BOOKING_SEE):
        return Desk([], [])
    notices = _open_notices(actor, Side.FRONT_DESK, at - STILL_TOLD)
    ids = {one.booking_id for one in notices}
    told_of, wanted = Appointment.booking_id.in_(ids), select(Booking.id).where(Booking.id.in_(ids))
    found = (
        select(Appointment)
        .join(Appointment.booking)
        .where(Appointment.booking_id.in_(union(wanted, *to_be_called(at))))
        .options(*WHOLE)
        .order_by(told_of.desc(), Booking.start_at, Booking.id)  # each notice needs its appointment
        .limit(2 * MOST)
    )
    every = called(sorted(session().scalars(found), key=_by_time))
    lines = {one.line.booking.id: one.line for one in every}
    parts = {one.line.booking.id: list(one.parts) for one in every}
    return Desk([one for one in every if _is_to_be_called(one, at)], _told(notices, lines, parts))


def _by_time(one: Appointment) -> tuple[datetime, int]:
    return one.booking.start_at, one.booking_id


def calls_due(actor: Actor, at: datetime) -> list[Called]:
    """The calls alone."""
    return desk_for(actor, at).calls


def _is_to_be_called(one: Called, at: datetime) -> bool:
    """The same of one that was read."""
    stands, booking = one.line.appointment, one.line.booking
    is_due = stands.confirm_due_at is not None and stands.confirm_due_at <= at + CALLED_AHEAD
    is_awaited = stands.arrived_at is None and stands.no_show_at is None
    return (is_due or stands.at_risk_at is not None) and is_awaited and booking.start_at > at and booking.is_live


def called(appointments: list[Appointment]) -> list[Called]:
    """The same with what was tried, what is ready, and their parts. Five queries."""
    ids = [one.booking_id for one in appointments]
    contacts, ready, parts = contacts_of(ids), ready_of(ids), parts_of(ids)
    return [
        Called(
            line,
            tuple(contacts.get(line.booking.id, ())),
            frozenset(ready.get(line.booking.id, {})),
            tuple(parts.get(line.booking.id, ())),
        )
        for line in lines_of(appointments)
    ]


def ready_of(booking_ids: Collection[int]) -> dict[int, dict[str, Ready]]:
    """What is ticked, by booking. One query."""
    found: dict[int, dict[str, Ready]] = {}
    for one in session().scalars(select(Ready).where(Ready.booking_id.in_(booking_ids))):
        found.setdefault(one.booking_id, {})[one.what] = one
    return found


def parts_of(booking_ids: Collection[int]) -> dict[int, list[PartLine]]:
    """Parts by booking. One query."""
    found: dict[int, list[PartLine]] = {}
    for one in session().scalars(select(PartLine).where(PartLine.booking_id.in_(booking_ids)).order_by(PartLine.id)):
        found.setdefault(one.booking_id, []).append(one)
    return found


def store_for(actor: Actor, since: datetime) -> Store:
    """Parts of all that begins from then on, grouped by part, within it by time (BR34); and notices. Seven queries."""
    if not actor.may(Right.BOOKING_SEE):
        return Store([], [])
    found = (
        select(PartLine)
        .join(Booking, Booking.id == PartLine.booking_id)
        .where(Booking.start_at >= since, Booking.cancelled_at.is_(None))
        .order_by(PartLine.name, Booking.start_at, PartLine.id)
        .limit(4 * MOST)  # with the notices not more than are read in one go
    )
    notices, rows = _open_notices(actor, Side.PARTS, since), list(session().scalars(found))
    ids = {one.booking_id for one in notices}
    lines = _lines(ids | {one.booking_id for one in rows})
    grouped: dict[str, list[tuple[PartLine, Line]]] = {}
    for one in rows:
        grouped.setdefault(one.name, []).append((one, lines[one.booking_id]))
    return Store(_told(notices, lines, parts_of(ids)), [Part(name, tuple(needed)) for name, needed in grouped.items()])


def parts_from(actor: Actor, since: datetime) -> list[Part]:
    """The parts alone."""
    return store_for(actor, since).parts


def part_for(actor: Actor, line_id: int) -> PartLine | None:
    """One line of parts."""
    return session().get(PartLine, line_id) if actor.may(Right.BOOKING_SEE) else None


def usual_parts() -> dict[int, list[ServicePart]]:
    """What each service usually needs. One query."""
    found: dict[int, list[ServicePart]] = {}
    for one in session().scalars(select(ServicePart).order_by(ServicePart.position, ServicePart.id)):
        found.setdefault(one.service_id, []).append(one)
    return found


def next_customer_reminder(at: datetime, but: Collection[int] = ()) -> Reminder | None:
    """The one that has been due longest."""
    due = select(Reminder).where(Reminder.done_at.is_(None), Reminder.due_at <= at)
    if but:
        due = due.where(Reminder.id.not_in(but))
    return session().scalars(due.order_by(Reminder.due_at, Reminder.id).limit(1)).first()


def service_numbered(service_id: int) -> Service | None:
    """One that is offered or was: its usual parts are no secret of its own."""
    return session().get(Service, service_id)


def notices_of(booking_id: int) -> list[Notice]:
    """The latest news for each side, with who has read it. One query."""
    found = (
        select(Notice)
        .where(Notice.booking_id == booking_id, Notice.superseded_at.is_(None))
        .options(joinedload(Notice.acknowledged_by))
        .order_by(Notice.id)
    )
    return list(session().scalars(found))


def appointment_numbered(actor: Actor, booking_id: int) -> Appointment | None:
    """By its number, for those who see the book: how the queue and the preparation name it."""
    if not actor.may(Right.BOOKING_SEE):
        return None
    return session().scalars(select(Appointment).where(Appointment.booking_id == booking_id).options(*WHOLE)).first()


def _open_notices(
    actor: Actor, side: Side, since: datetime | None = None, after: int | None = None, most: int = MOST
) -> list[Notice]:
    """Of what begins from then on: what is over is not prepared any more, and would push today's off the list."""
    found = select(Notice).where(is_open(), Notice.side == side)
    if since is not None:
        found = found.where(Notice.start_at >= since)
    last = None if after is None else session().get(Notice, after)
    if last is not None:
        found = found.where(tuple_(Notice.due_at, Notice.id) > (last.due_at, last.id))
    found = found.order_by(Notice.due_at, Notice.id).limit(most)
    return list(session().scalars(found)) if actor.may(Right.BOOKING_SEE) else []


def _told(notices: list[Notice], lines: dict[int, Line], parts: dict[int, list[PartLine]]) -> list[Told]:
    return [Told(one, lines[one.booking_id], tuple(parts.get(one.booking_id, ()))) for one in notices]


def _lines(booking_ids: set[int]) -> dict[int, Line]:
    found = select(Appointment).where(Appointment.booking_id.in_(booking_ids)).options(*WHOLE)
    return {line.booking.id: line for line in lines_of(session().scalars(found))}
