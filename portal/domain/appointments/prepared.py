"""What is still to be prepared: notices of a side, customers to call (A21, A22). Parts stand in store.py."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select, true, union
from sqlalchemy.orm import aliased, joinedload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.due_calls import listed_until, to_be_called
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.preparation import Contact, Notice, PartLine, Ready, Reminder
from portal.domain.appointments.preparation_words import Result, Side
from portal.domain.appointments.preparing import is_open
from portal.domain.appointments.queries import WHOLE, Line, lines_of
from portal.domain.appointments.sheets import contacts_of
from portal.domain.booking.models import Booking, Shop
from portal.domain.calendars.hours import WorkingHours
from portal.domain.calendars.models import Calendar
from portal.domain.calendars.queries import versioned_hours_of
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
class Desk:
    """The front desk's page: calls, notices, and after which notice and which booking the next pages begin."""

    calls: list[Called]
    told: list[Told]
    following: int | None = None
    later: int | None = None


def told_and_read(
    actor: Actor, side: Side, at: datetime, after: int | None = None
) -> tuple[list[Told], list[Told], int | None]:
    """A page of what this side has to acknowledge, what is due first on top; what it has acknowledged of what is ahead.

    Third, after which notice the next page begins. Eight queries.
    """
    read = (
        select(Notice)
        .where(Notice.side == side, Notice.acknowledged_at.is_not(None), Notice.start_at > at)
        .options(joinedload(Notice.acknowledged_by))
        .order_by(Notice.acknowledged_at.desc(), Notice.id.desc())
        .limit(10)
    )
    notices, following = a_page(open_notices(actor, side, at - STILL_TOLD, after, most=MOST + 1))
    done = list(session().scalars(read)) if actor.may(Right.BOOKING_SEE) else []
    ids = {one.booking_id for one in (*notices, *done)}
    lines, parts = appointment_lines(ids), parts_of(ids)
    return told_of(notices, lines, parts), told_of(done, lines, parts), following


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


def desk_for(actor: Actor, at: datetime, after: int | None = None, after_call: int | None = None) -> Desk:
    """Customers to be called before their time, and those of whom nobody knows, by time; and notices. Eight queries.

    With `after` the next page of the notices alone, with `after_call` that of the calls.
    """
    if not actor.may(Right.BOOKING_SEE):
        return Desk([], [])
    found, hours = _notices_and_hours(Side.FRONT_DESK, at - STILL_TOLD, after)
    notices, following = a_page(found) if after_call is None else ([], None)
    until, ids = listed_until(hours, at), {one.booking_id for one in notices}
    every = called(_concerned(ids, to_be_called(at, until, after_call) if after is None else []))
    lines = {one.line.booking.id: one.line for one in every}
    parts = {one.line.booking.id: list(one.parts) for one in every}
    calls = [one for one in every if after is None and _is_to_be_called(one, at, until)]
    later = calls[MOST - 1].line.booking.id if len(calls) > MOST else None
    return Desk(calls[:MOST], told_of(notices, lines, parts), following, later)


def _concerned(told: set[int], called_too: Sequence[Select[int]]) -> list[Appointment]:
    """By time; each notice has its appointment, and of those to be called there is one more than a page holds."""
    is_told, wanted = Appointment.booking_id.in_(told), select(Booking.id).where(Booking.id.in_(told))
    found = (
        select(Appointment)
        .join(Appointment.booking)
        .where(Appointment.booking_id.in_(union(wanted, *called_too)))
        .options(*WHOLE)
        .order_by(is_told.desc(), Booking.start_at, Booking.id)
        .limit(len(told) + MOST + 1)
    )
    return sorted(session().scalars(found), key=_by_time)


def _by_time(one: Appointment) -> tuple[datetime, int]:
    return one.booking.start_at, one.booking_id


def _is_to_be_called(one: Called, at: datetime, until: datetime) -> bool:
    """The same of one that was read."""
    stands, booking = one.line.appointment, one.line.booking
    is_due = stands.confirm_due_at is not None and stands.confirm_due_at <= until
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


def next_customer_reminder(at: datetime, but: Collection[int] = ()) -> Reminder | None:
    """The one that has been due longest."""
    due = select(Reminder).where(Reminder.done_at.is_(None), Reminder.due_at <= at)
    if but:
        due = due.where(Reminder.id.not_in(but))
    return session().scalars(due.order_by(Reminder.due_at, Reminder.id).limit(1)).first()


def notices_of(booking_id: int) -> list[Notice]:
    """The latest news for each side, with who has read it, or that nobody did. One query."""
    stands = or_(Notice.superseded_at.is_(None), Notice.superseded_at >= Notice.start_at)  # no news come after it
    found = (
        select(Notice)
        .where(Notice.booking_id == booking_id, stands)
        .options(joinedload(Notice.acknowledged_by))
        .order_by(Notice.id)
    )
    return list(session().scalars(found))


def appointment_numbered(actor: Actor, booking_id: int) -> Appointment | None:
    """By its number, for those who see the book: how the queue and the preparation name it."""
    if not actor.may(Right.BOOKING_SEE):
        return None
    return session().scalars(select(Appointment).where(Appointment.booking_id == booking_id).options(*WHOLE)).first()


def open_notices(
    actor: Actor, side: Side, since: datetime | None = None, after: int | None = None, most: int = MOST
) -> list[Notice]:
    """Of what begins from then on: what is over is not prepared any more, and would push today's off the list."""
    found = select(Notice).where(*_is_open(side, since, after)).order_by(Notice.due_at, Notice.id).limit(most)
    return list(session().scalars(found)) if actor.may(Right.BOOKING_SEE) else []


def a_page(notices: list[Notice]) -> tuple[list[Notice], int | None]:
    """Of those that were found, one more than a page holds: a page, and after which one the next begins."""
    return notices[:MOST], notices[MOST - 1].id if len(notices) > MOST else None


def told_of(notices: list[Notice], lines: dict[int, Line], parts: dict[int, list[PartLine]]) -> list[Told]:
    """Each with its appointment and its parts."""
    return [Told(one, lines[one.booking_id], tuple(parts.get(one.booking_id, ()))) for one in notices]


def appointment_lines(booking_ids: set[int]) -> dict[int, Line]:
    """Appointments by booking. Three queries."""
    found = select(Appointment).where(Appointment.booking_id.in_(booking_ids)).options(*WHOLE)
    return {line.booking.id: line for line in lines_of(session().scalars(found))}


def _notices_and_hours(side: Side, since: datetime, after: int | None) -> tuple[list[Notice], WorkingHours]:
    """One more than a page holds, and when the shop is open: one query for a page that has none to spare."""
    open_ones = select(Notice).where(*_is_open(side, since, after)).order_by(Notice.due_at, Notice.id).limit(MOST + 1)
    one = aliased(Notice, open_ones.subquery())  # by their index; joined as a table they'd all be read
    found = (
        select(Shop.calendar_id, Calendar.version, one)
        .join(Calendar, Calendar.id == Shop.calendar_id)
        .outerjoin(one, true())
        .order_by(one.due_at, one.id)
    )
    rows = session().execute(found).all()
    calendar_id, version, _ = rows[0]
    return list(filter(None, (notice for *_, notice in rows))), versioned_hours_of(calendar_id, version)[1]


def _is_open(side: Side, since: datetime | None, after: int | None) -> list[ColumnElement[bool]]:
    conditions = [is_open(), Notice.side == side]
    if since is not None:
        conditions.append(Notice.start_at >= since)
    if after is not None:
        last = aliased(Notice)
        last_due_at = select(last.due_at).where(last.id == after).scalar_subquery()
        conditions.append(or_(Notice.due_at > last_due_at, and_(Notice.due_at == last_due_at, Notice.id > after)))
    return conditions
