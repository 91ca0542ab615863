"""A customer's appointments, as they stand beside the booking screen: what is ahead, and how often nobody came (A9)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, false, or_, select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.models import Appointment, WaitingEntry
from portal.domain.booking.models import Booking, Service
from portal.domain.booking.rules import contact_key
from portal.domain.booking.together import as_booked
from portal.domain.customers.models import Customer
from portal.domain.rights import Right

MOST = 30


@dataclass(frozen=True, slots=True)
class Ahead:
    """One appointment that is still to come."""

    reference: str
    start_at: datetime
    zone: str
    service: Service
    content: str


@dataclass(frozen=True, slots=True)
class Record:
    """What is ahead, by time; and the times at which nobody came, the latest first."""

    ahead: tuple[Ahead, ...] = ()
    absent: tuple[Ahead, ...] = ()


def record_of(actor: Actor, customer_id: int | None, at: datetime) -> Record:
    """Both in one query."""
    if customer_id is None or not actor.may(Right.BOOKING_SEE):
        return Record()
    is_ahead = Booking.start_at > at
    found = (
        select(Booking, Service, Appointment.content, Appointment.no_show_at)
        .join(Appointment, Appointment.booking_id == Booking.id)
        .join(Service, Service.id == Booking.service_id)
        .where(Appointment.customer_id == customer_id, Booking.cancelled_at.is_(None))
        .where(or_(is_ahead, Appointment.no_show_at.is_not(None)))
        .order_by(Booking.start_at.desc(), Booking.id)
        .limit(MOST)
    )
    ahead: list[Ahead] = []
    absent: list[Ahead] = []
    for booking, service, content, no_show_at in session().execute(found):
        booked = as_booked(service, booking.also_named, booking.also_named_zh)
        line = Ahead(booking.reference, booking.start_at, booking.zone, booked, content)
        (absent if no_show_at is not None else ahead).append(line)
    return Record(tuple(reversed(ahead)), tuple(absent))


def booked_for(customer: Customer) -> ColumnElement[bool]:
    """Bookings that stand with the customer, and those that nobody's name stands with but this mail or number (P24)."""
    linked = select(Appointment.booking_id)
    somebodys = linked.where(Appointment.customer_id.is_not(None))
    nobodys = _said_by(Booking, customer) & Booking.id.not_in(somebodys)
    return or_(Booking.id.in_(linked.where(Appointment.customer_id == customer.id)), nobodys)


def waits_as(customer: Customer) -> ColumnElement[bool]:
    """The same of the waiting list."""
    nobodys = _said_by(WaitingEntry, customer) & WaitingEntry.customer_id.is_(None)
    return or_(WaitingEntry.customer_id == customer.id, nobodys)


def _said_by(rows: type[Booking | WaitingEntry], customer: Customer) -> ColumnElement[bool]:
    """By the mail address to the letter: what is counted as one contact may be several people's.

    A booking with another mail address isn't theirs because it names their number: a number is shared by a household
    and typed by anybody, so an export would hand out another person's address and words. Whose it is staff can say at
    the appointment; then it is found with the customer.
    """
    email, number = customer.email, contact_key("", customer.phone)
    by_mail = rows.contact_key.in_([email, contact_key(email, "")]) & (rows.contact_email == email)
    return or_(false(), *[by_mail] * bool(email), *[rows.contact_key == number] * bool(number))
