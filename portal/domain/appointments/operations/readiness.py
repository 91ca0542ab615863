"""Ticking what is ready for an appointment: advisor, bay, parts, tools (BR35)."""

from datetime import datetime

from sqlalchemy import delete, select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.preparation import Ready
from portal.domain.appointments.preparation_words import Readiness
from portal.domain.audit.operations import record
from portal.domain.rights import Right, needs


@needs(Right.BOOKING_SEE)
def tick_ready(appointment: Appointment, what: Readiness, *, by: Actor, at: datetime) -> None:
    """Somebody has looked: it is ready. Ticked already: the first tick stays."""
    one_at_a_time(f"readiness of booking {appointment.booking_id}")
    there = select(Ready.id).where(Ready.booking_id == appointment.booking_id, Ready.what == what)
    if session().scalar(there) is None:
        session().add(Ready(booking_id=appointment.booking_id, what=what, at=at, by_id=by.person_id))
        record(by, "appointment.ready", appointment.booking, at=at, what=what)


@needs(Right.BOOKING_SEE)
def take_back_ready(appointment: Appointment, what: Readiness, *, by: Actor, at: datetime) -> None:
    """It isn't, after all."""
    gone = delete(Ready).where(Ready.booking_id == appointment.booking_id, Ready.what == what)
    if session().execute(gone).rowcount:  # type: ignore[attr-defined]
        record(by, "appointment.not_ready", appointment.booking, at=at, what=what)
