"""The register: one sheet for each date, with the form's columns (A20, BR28-BR30).

A line of the sheet is a booking; there is no second entry. Numbers begin anew each day, by time. A sheet closes with
its day, in the shop's zone: from then on it is read, and amended underneath.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.preparation import Amendment, Contact
from portal.domain.appointments.queries import Line, lines_between
from portal.domain.booking.minutes import day_bounds
from portal.domain.booking.models import Booking, Shop
from portal.domain.calendars.hours import local_day
from portal.domain.calendars.models import Calendar
from portal.domain.rights import Right

ROWS = 24  # that the printed form has at least (BR29)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the form."""

    number: int
    line: Line
    contacts: tuple[Contact, ...]  # in the order in which they were made

    @property
    def next_contact(self) -> int:
        """The number of the next call."""
        return len(self.contacts) + 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """The register of one date."""

    on: date
    zone: str
    rows: tuple[SheetRow, ...]
    amendments: tuple[Amendment, ...]
    is_closed: bool


def sheet_for(actor: Actor, on: date, at: datetime) -> Sheet:
    """The sheet of that date in the shop's zone; an empty one for those who may not see the book. Six queries."""
    zone = shop_zone()
    begins, ends = day_bounds(on, zone)
    lines = lines_between(actor, begins, ends)
    contacts = contacts_of([line.booking.id for line in lines])
    rows = tuple(
        SheetRow(number, line, tuple(contacts.get(line.booking.id, ()))) for number, line in enumerate(lines, start=1)
    )
    is_closed = at >= ends
    amendments = _amendments(on) if is_closed and actor.may(Right.BOOKING_SEE) else ()
    return Sheet(on, zone, rows, amendments, is_closed)


def contacts_of(booking_ids: Collection[int]) -> dict[int, list[Contact]]:
    """The calls to the customers of these bookings, with who made them. One query."""
    found: dict[int, list[Contact]] = {}
    rows = select(Contact).where(Contact.booking_id.in_(booking_ids)).options(joinedload(Contact.by))
    for one in session().scalars(rows.order_by(Contact.booking_id, Contact.number)):
        found.setdefault(one.booking_id, []).append(one)
    return found


def shop_zone() -> str:
    """The shop's, alone."""
    return session().scalars(select(Calendar.zone).join(Shop, Shop.calendar_id == Calendar.id)).one()


def shop_day(at: datetime, zone: str = "") -> date:
    """The date in the shop's zone; looked up when it isn't given."""
    return local_day(at, zone or shop_zone())


def is_over(on: date, at: datetime) -> bool:
    """The day has ended in the shop's zone."""
    return shop_day(at) > on


def is_closed(booking: Booking, at: datetime) -> bool:
    """The sheet that it stands on."""
    return is_over(shop_day(booking.start_at), at)


def _amendments(on: date) -> tuple[Amendment, ...]:
    found = select(Amendment).where(Amendment.on_date == on).options(joinedload(Amendment.by))
    return tuple(session().scalars(found.order_by(Amendment.id)))
