"""The welcome board: who is expected today, as the entrance may know it (A30-A32, BR37). A fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import false, func, select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.masking import Privacy, name_shown, plate_shown
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.welcoming import BoardRelease, Entrance
from portal.domain.booking.minutes import day_bounds
from portal.domain.booking.models import Allocation, Booking, Resource
from portal.domain.booking.situation import shop_hours
from portal.domain.booking.words import Kind, State
from portal.domain.calendars.hours import WorkingHours, local_day, moment
from portal.domain.customers.models import Asset, Customer
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


class Expected(NamedTuple):
    """One appointment of the day, unmasked: what a line is made from."""

    id: int
    start_at: datetime
    is_hidden: bool
    arrived_at: datetime | None
    no_show_at: datetime | None
    name: str
    salutation: str
    consents: bool
    plate: str


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
    today = local_day(at, hours.zone)
    closed_at = closing_on(hours, today)
    if closed_at is not None and at < closed_at:
        return WelcomeBoard(today, today, hours.zone, _guests(actor, hours, today, at, chosen))
    following = next_working_day(hours, today)
    if following is not None and session().get(BoardRelease, following) is not None:
        return WelcomeBoard(today, following, hours.zone, _guests(actor, hours, following, at, chosen))
    return WelcomeBoard(today, today, hours.zone, ())


def next_board(actor: Actor, at: datetime) -> WelcomeBoard | None:
    """The next working day's as it will be, for those who check it before it is released; None: no such day."""
    hours = shop_hours()
    today = local_day(at, hours.zone)
    following = next_working_day(hours, today)
    if following is None:
        return None
    guests = _guests(actor, hours, following, at, entrance()) if actor.may(Right.BOOKING_SEE) else ()
    return WelcomeBoard(today, following, hours.zone, guests)


def released_at(on: date) -> datetime | None:
    """Since when the entrance may show that day's board; None: nobody has released it yet."""
    found = session().get(BoardRelease, on)
    return None if found is None else found.released_at


def board_to_check(hours: WorkingHours, at: datetime) -> date | None:
    """The day whose board is to be checked now; None: released, or it is too early, or the shop is closed today.

    `hours` are the shop's. One query.
    """
    today = local_day(at, hours.zone)
    closed_at, following = closing_on(hours, today), next_working_day(hours, today)
    if closed_at is None or at < closed_at - CHECKED_FROM or following is None:
        return None
    return None if session().get(BoardRelease, following) is not None else following


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
    expected, privacy = _expected(*day_bounds(on, hours.zone)), Privacy(chosen.privacy)
    advisors = _advisors([one.id for one in expected])
    return tuple(
        _guest(number, one, advisors.get(one.id, ("", "")), at, privacy)
        for number, one in enumerate(expected, 1)
        if _stands(one, at, chosen)
    )


def _expected(start_at: datetime, end_at: datetime) -> list[Expected]:
    """The day's appointments, by time: columns alone, as screens ask for hundreds of them every other second (A30)."""
    found = (
        select(
            Booking.id,
            Booking.start_at,
            Appointment.is_hidden_on_board,
            Appointment.arrived_at,
            Appointment.no_show_at,
            func.coalesce(Customer.name, Booking.contact_name),
            func.coalesce(Customer.salutation, Salutation.NONE),
            func.coalesce(Customer.board_consent, false()),
            func.coalesce(Asset.plate, Booking.plate),
        )
        .join(Appointment, Appointment.booking_id == Booking.id)
        .outerjoin(Customer, Customer.id == Appointment.customer_id)
        .outerjoin(Asset, Asset.id == Appointment.asset_id)
        .where(Booking.start_at >= start_at, Booking.start_at < end_at, Booking.state == State.CONFIRMED)
        .order_by(Booking.start_at, Booking.id)
    )
    return [Expected(*row) for row in session().execute(found)]


def _advisors(booking_ids: list[int]) -> dict[int, tuple[str, str]]:
    """Who receives each of them, in English and Chinese; the first in the shop's order.

    Not joined: SQLite would begin with the advisors and read all that was ever booked with them.
    """
    everybody = select(Resource.id, Resource.name, Resource.name_zh).where(Resource.kind == Kind.ADVISOR)
    order = Resource.position, Resource.id
    names = {key: (name, name_zh or name) for key, name, name_zh in session().execute(everybody.order_by(*order))}
    taken = select(Allocation.booking_id, Allocation.resource_id).where(
        Allocation.booking_id.in_(booking_ids), Allocation.released_at.is_(None)
    )
    of_booking: dict[int, set[int]] = {}
    for booking_id, resource_id in session().execute(taken):
        of_booking.setdefault(booking_id or 0, set()).add(resource_id)
    return {
        key: next((name for one, name in names.items() if one in of_it), ("", "")) for key, of_it in of_booking.items()
    }


def _stands(one: Expected, at: datetime, chosen: Entrance) -> bool:
    if one.no_show_at is not None:
        return False
    return one.arrived_at is None or at < one.arrived_at + chosen.leaves_after


def _guest(number: int, one: Expected, advisor: tuple[str, str], at: datetime, privacy: Privacy) -> Guest:
    is_here = one.arrived_at is not None
    return Guest(
        number=number,
        name="" if one.is_hidden else name_shown(one.name, one.salutation, privacy, consents=one.consents),
        plate="" if one.is_hidden else plate_shown(one.plate, privacy),
        start_at=one.start_at,
        advisor=advisor[0],
        advisor_zh=advisor[1],
        is_here=is_here,
        is_late=not is_here and at >= one.start_at + LATE,
        is_next=not is_here and timedelta() <= one.start_at - at <= NEXT,
    )
