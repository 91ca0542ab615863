"""Calls to the customer of a booking: noted on the register, and the one before the time (A22, BR19, BR29, BR35)."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.appointments.due_calls import listed_until
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations.changing import call_off
from portal.domain.appointments.preparation import Contact
from portal.domain.appointments.preparation_words import MOST_UNANSWERED, Result
from portal.domain.appointments.preparing import preparation_settings
from portal.domain.appointments.refusals import AppointmentOver, SheetClosed
from portal.domain.appointments.sheets import is_closed
from portal.domain.audit.operations import record
from portal.domain.booking.situation import shop_hours
from portal.domain.rights import Right, needs


@needs(Right.BOOKING_WORK)
def note_contact(appointment: Appointment, number: int, *, by: Actor, at: datetime) -> Contact:
    """The customer was called: time and person stand on the register. Sent twice: the first. Refused: SheetClosed."""
    if is_closed(appointment.booking, at):
        raise SheetClosed
    return _note(appointment, number, Result.CALLED, by=by, at=at)


@needs(Right.BOOKING_WORK)
def record_call(appointment: Appointment, result: Result, number: int, *, by: Actor, at: datetime) -> Contact:
    """What the call before the time came to. Nobody answered: again after some minutes, then at risk (A22).

    A call that nobody took before it stood on the list, weeks ahead, is noted: the one before the time stays due when
    it was due, and nobody is at risk for it.

    `number` counts the calls to this customer: the same touch sent twice is one call. Refused: AppointmentOver.
    """
    one_at_a_time(f"calls about booking {appointment.booking_id}")
    session().flush()  # what this transaction has said so far stays said
    session().refresh(appointment, ["confirm_due_at", "at_risk_at", "arrived_at"])  # a colleague may have called
    before = _noted(appointment.booking_id, number)
    if before is not None:
        return before
    if not appointment.booking.is_live or appointment.arrived_at is not None or at >= appointment.booking.start_at:
        raise AppointmentOver
    contact = _note(appointment, number, result, by=by, at=at)
    _go_on(appointment, result, by=by, at=at)
    return contact


def _note(appointment: Appointment, number: int, result: Result, *, by: Actor, at: datetime) -> Contact:
    one_at_a_time(f"calls about booking {appointment.booking_id}")
    before = _noted(appointment.booking_id, number)
    if before is not None:
        return before
    contact = Contact(
        booking_id=appointment.booking_id,
        number=_count(appointment.booking_id) + 1,
        at=at,
        by_id=by.person_id,
        result=result,
        start_at=appointment.booking.start_at,
    )
    session().add(contact)
    record(by, "appointment.called", appointment.booking, at=at, result=result, number=contact.number)
    return contact


def _noted(booking_id: int, number: int) -> Contact | None:
    return session().scalar(select(Contact).where(Contact.booking_id == booking_id, Contact.number == number))


def _count(booking_id: int) -> int:
    return session().scalar(select(func.count()).select_from(Contact).where(Contact.booking_id == booking_id)) or 0


def _go_on(appointment: Appointment, result: Result, *, by: Actor, at: datetime) -> None:
    """Where it stands now."""
    appointment.changed_at = at
    if result == Result.COMING:
        appointment.coming_at, appointment.at_risk_at, appointment.confirm_due_at = at, None, None
    elif result == Result.NO_ANSWER:
        _try_again(appointment, at)
    elif result == Result.CANCELS:
        call_off(appointment, reason="", by=by, at=at)


def _try_again(appointment: Appointment, at: datetime) -> None:
    booking, numbers, hours = appointment.booking, preparation_settings(), shop_hours()
    due_at = booking.start_at - timedelta(minutes=numbers.confirm_minutes)
    if due_at > listed_until(hours, at):
        return
    again_at = at + timedelta(minutes=numbers.again_minutes)
    session().flush()  # this call counts
    unanswered = select(Contact.at).where(
        Contact.booking_id == booking.id, Contact.start_at == booking.start_at, Contact.result == Result.NO_ANSWER
    )
    tried = sum(due_at <= listed_until(hours, called_at) for called_at in session().scalars(unanswered))
    if tried >= MOST_UNANSWERED or again_at >= booking.start_at:
        appointment.at_risk_at, appointment.confirm_due_at = appointment.at_risk_at or at, None
    else:
        appointment.confirm_due_at = again_at
