"""Who did not come: marked, counted, and taken back when they come after all (A9)."""

from datetime import datetime

from portal.domain.actors import Actor
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.refusals import IsThere, NotYet
from portal.domain.audit.operations import record
from portal.domain.booking.refusals import BookingCancelled
from portal.domain.booking.rules import may_change
from portal.domain.rights import Right, needs


@needs(Right.BOOKING_WORK)
def mark_absent(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """They did not come. Refused: NotYet, IsThere, cancelled. Marked already: nothing happens."""
    if not appointment.booking.is_live:
        raise BookingCancelled
    if appointment.arrived_at is not None:
        raise IsThere
    if may_change(appointment.booking.start_at, at):
        raise NotYet
    if appointment.no_show_at is None:
        appointment.no_show_at, appointment.no_show_by_id, appointment.changed_at = at, by.person_id, at
        record(by, "appointment.absent", appointment.booking, at=at)


@needs(Right.BOOKING_WORK)
def take_back_absence(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """It was a mistake, or they came late."""
    if appointment.no_show_at is not None:
        appointment.no_show_at = appointment.no_show_by_id = None
        appointment.changed_at = at
        record(by, "appointment.absence_taken_back", appointment.booking, at=at)
