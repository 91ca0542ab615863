"""What happened to an appointment's time and state, with the names of who did it."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.db import session
from portal.domain.appointments.models import Appointment
from portal.domain.booking.models import BookingChange
from portal.domain.people.models import Person


@dataclass(frozen=True, slots=True)
class Step:
    """One change. Without a name: the customer by a link, or the house."""

    change: BookingChange
    name: str | None


def history_of(appointment: Appointment) -> list[Step]:
    """From the first on. One query."""
    found = (
        select(BookingChange, Person.name)
        .outerjoin(Person, Person.id == BookingChange.by_id)
        .where(BookingChange.booking_id == appointment.booking_id)
        .order_by(BookingChange.id)
    )
    return [Step(change, name) for change, name in session().execute(found)]
