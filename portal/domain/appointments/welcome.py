"""The welcome board: who is expected today, as the entrance may know it (A30-A32, BR37). A fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.masking import Privacy, name_shown, plate_shown
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.queries import WHOLE, Line, lines_of
from portal.domain.appointments.welcoming import BoardRelease, Entrance
from portal.domain.booking.minutes import date_of, day_bounds, minute_of
from portal.domain.booking.models import Booking
from portal.domain.booking.situation import shop_hours
from portal.domain.booking.words import Kind, State
from portal.domain.calendars.hours import WorkingHours, moment
from portal.domain.customers.rules import Salutation
from portal.domain.rights import Right

DAY = timedelta(days=1)
FURTHEST = 60  # days in which a shop opens again
NEXT = timedelta(minutes=60)  # emphasised
LATE = timedelta(minutes=10)  # after the time: asked to the reception
CHECKED_FROM = timedelta(minutes=30)  # before closing


@dataclass(frozen=True, slots=True)
class Guest:
    """One line, masked already."""

    number: int  # of the day
    name: str  # "": a guest with a number
    plate: str
    start_at: datetime
    advisor: str
    advisor_zh: str
    is_here: bool
    is_late: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class WelcomeBoard:
    """A day of them, by time."""

    today: date  # on the shop's wall
    on: date  # whose guests these are: today, or the next working day once it is released
    zone: str
    guests: tuple[Guest, ...]

    @property
    def is_tomorrow(self) -> bool:
        """Another day's than today's."""
        return self.on != self.today


def entrance() -> Entrance:
    """The settings; the defaults when nobody has changed them."""
    return session().get(Entrance, 1) or Entrance(
        **{c.name: c.default.arg for c in Entrance.__table__.columns if c.default is not None}
    )


def check_in_window(appointment: Appointment) -> tuple[datetime, datetime]:
    """From when until when, both included, its customer can check in."""
    chosen, start_at = entrance(), appointment.booking.start_at
    return start_at - chosen.opens_before, start_at + chosen.closes_after


def welcome_board(actor: Actor, at: datetime) -> WelcomeBoard:
    """What stands at the entrance now: today's until closing, then the next working day's if it was released."""
    hours, chosen = shop_hours(), entrance()
    today = day_at(hours, at)
    closed_at = closing_on(hours, today)
    if closed_at is not None and at < closed_at:
        return WelcomeBoard(today, today, hours.zone, _guests(actor, hours, today, at, chosen))
    following = next_working_day(hours, today)
    if following is not None and session().get(BoardRelease, following) is not None:
        return WelcomeBoard(today, following, hours.zone, _guests(actor, hours, following, at, chosen))
    return WelcomeBoard(today, today, hours.zone, ())


def board_of(actor: Actor, on: date, at: datetime) -> WelcomeBoard:
    """A day's board as it will be, for those who check it before it is released."""
    hours = shop_hours()
    guests = _guests(actor, hours, on, at, entrance()) if actor.may(Right.BOOKING_SEE) else ()
    return WelcomeBoard(day_at(hours, at), on, hours.zone, guests)


def board_to_check(at: datetime) -> date | None:
    """The day whose board is to be checked now; None: released, or it is too early, or the shop is closed today."""
    hours = shop_hours()
    today = day_at(hours, at)
    closed_at, following = closing_on(hours, today), next_working_day(hours, today)
    if closed_at is None or at < closed_at - CHECKED_FROM or following is None:
        return None
    return None if session().get(BoardRelease, following) is not None else following


def day_at(hours: WorkingHours, at: datetime) -> date:
    """The date on the shop's wall."""
    return date_of(minute_of(at), hours.zone)


def closing_on(hours: WorkingHours, on: date) -> datetime | None:
    """When the shop closes that day; None: it doesn't open."""
    open_from_to = hours.moments_on(on)
    return moment(open_from_to[-1][1]) if open_from_to else None


def next_working_day(hours: WorkingHours, after: date) -> date | None:
    """The next day on which it opens: not a holiday, a half day yes."""
    days = (after + number * DAY for number in range(1, FURTHEST))
    return next((day for day in days if hours.windows_on(day)), None)


def _guests(actor: Actor, hours: WorkingHours, on: date, at: datetime, chosen: Entrance) -> tuple[Guest, ...]:
    if not (actor.may(Right.WALL_SEE) or actor.may(Right.BOOKING_SEE)):
        return ()
    lines = _lines(*day_bounds(on, hours.zone))
    privacy = Privacy(chosen.privacy)
    numbered = [(number, line) for number, line in enumerate(lines, 1) if _stands(line.appointment, at, chosen)]
    return tuple(_guest(number, line, at, privacy) for number, line in numbered)


def _lines(start_at: datetime, end_at: datetime) -> list[Line]:
    found = (
        select(Appointment)
        .join(Appointment.booking)
        .where(Booking.start_at >= start_at, Booking.start_at < end_at, Booking.state == State.CONFIRMED)
        .options(*WHOLE)
        .order_by(Booking.start_at, Booking.id)
    )
    return lines_of(session().scalars(found))


def _stands(appointment: Appointment, at: datetime, chosen: Entrance) -> bool:
    if appointment.no_show_at is not None:
        return False
    return appointment.arrived_at is None or at < appointment.arrived_at + chosen.leaves_after


def _guest(number: int, line: Line, at: datetime, privacy: Privacy) -> Guest:
    appointment, booking, customer = line.appointment, line.booking, line.appointment.customer
    name = customer.name if customer else booking.contact_name
    salutation = customer.salutation if customer else Salutation.NONE
    plate = appointment.asset.plate if appointment.asset else booking.plate
    is_hidden, is_here = appointment.is_hidden_on_board, appointment.arrived_at is not None
    consents = customer is not None and customer.board_consent
    advisor = line.of_kind(Kind.ADVISOR)
    return Guest(
        number=number,
        name="" if is_hidden else name_shown(name, salutation, privacy, consents=consents),
        plate="" if is_hidden else plate_shown(plate, privacy),
        start_at=booking.start_at,
        advisor=advisor.name if advisor else "",
        advisor_zh=(advisor.name_zh or advisor.name) if advisor else "",
        is_here=is_here,
        is_late=not is_here and at >= booking.start_at + LATE,
        is_next=not is_here and timedelta() <= booking.start_at - at <= NEXT,
    )
