"""What stands around the bookings of somebody who asks to be erased, and their places on the waiting list (P24)."""

from datetime import datetime

from sqlalchemy import func, or_, select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.preparation import Amendment
from portal.domain.appointments.waiting.models import WaitingEntry
from portal.domain.booking.models import Booking
from portal.domain.booking.queries import booked_by
from portal.domain.rights import Right, needs


@needs(Right.PERSON_ERASE)
def forget_appointments_of(person_id: int, email: str, called: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """Forget what for and what was read back, and whom the waiting list and closed registers name.

    Part of erase_person(), before forget_booked_by(), by whose words the bookings are found.
    """
    theirs = select(Booking.id, Booking.contact_name).where(booked_by(person_id, email))
    booked = session().execute(theirs).all()
    around = update(Appointment).where(Appointment.booking_id.in_([row.id for row in booked]))
    session().execute(around.values(content="", summary="", summary_confirmed_at=None))
    for name in {row.contact_name for row in booked}:
        named = update(Amendment).where(Amendment.words.contains(name, autoescape=True))
        session().execute(named.values(words=func.replace(Amendment.words, name, called)))
    waits = update(WaitingEntry).where(or_(WaitingEntry.person_id == person_id, WaitingEntry.contact_email == email))
    nothing = dict.fromkeys(("contact_email", "contact_phone", "plate", "model", "wishes"), "")
    session().execute(waits.values(contact_name=called, contact_key=f"erased {person_id}", **nothing))
