"""What stands around the bookings of somebody who asks to be erased, and their places on the waiting list (P24)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.preparation import Amendment
from portal.domain.appointments.waiting.models import WaitingEntry
from portal.domain.booking.models import Booking
from portal.domain.booking.queries import booked_by
from portal.domain.rights import Right, needs


@needs(Right.PERSON_ERASE)
def forget_appointments_of(person_id: int, email: str, called: str, *, by: Actor, at: datetime) -> None:
    """Forget what for and what was read back, and whom the waiting list and closed registers name.

    Part of erase_person(), before forget_booked_by(), by whose words the bookings are found.
    """
    waits = or_(WaitingEntry.person_id == person_id, WaitingEntry.contact_email == email)
    forget_appointments(booked_by(person_id, email), waits, called, f"erased {person_id}", by=by, at=at)


@needs(Right.PERSON_ERASE)
def forget_appointments(
    theirs: ColumnElement[bool],
    waits: ColumnElement[bool],
    called: str,
    key: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """The same for these bookings and these places on the waiting list."""
    booked = session().execute(select(Booking.id, Booking.contact_name, Booking.plate).where(theirs)).all()
    around = update(Appointment).where(Appointment.booking_id.in_([row.id for row in booked]))
    session().execute(around.values(content="", summary="", summary_confirmed_at=None))
    instead = {row.contact_name: called for row in booked} | {row.plate: "–" for row in booked}
    forget_in_registers(instead, by=by, at=at)
    nothing = dict.fromkeys(("contact_email", "contact_phone", "plate", "model", "wishes"), "")
    emptied = update(WaitingEntry).where(waits).execution_options(synchronize_session=False)
    session().execute(emptied.values(contact_name=called, contact_key=key, **nothing))


@needs(Right.PERSON_ERASE)
def forget_in_registers(instead: Mapping[str, str], *, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """Put other words in place of these under the sheets of days that are over."""
    for words, now_there in instead.items():
        if words:
            named = update(Amendment).where(Amendment.words.contains(words, autoescape=True))
            session().execute(named.values(words=func.replace(Amendment.words, words, now_there)))
