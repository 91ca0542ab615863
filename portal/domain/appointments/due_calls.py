"""Whose call is due, or of whom nobody knows whether they come: as statements (A22)."""

from datetime import datetime, timedelta

from sqlalchemy import Select, and_, select

from portal.domain.appointments.models import Appointment
from portal.domain.booking.models import Booking

CALLED_AHEAD = timedelta(hours=3)  # how far ahead the call list shows what will be due
CALLED_BEFORE = timedelta(days=1)  # the time, at most: the numbers of the preparation allow no more
BOOKED_BEFORE = timedelta(days=731)  # the time, at most


def to_be_called(at: datetime) -> list[Select[int]]:
    """Their numbers, each way by an index of its own: calls of years ago, which nobody made, aren't walked through.

    A call is due a day before the time at the earliest; sooner, when somebody called before that and nobody answered:
    such a one stands here for a day, and again on the day before its time.
    """
    due_at, soon = Appointment.confirm_due_at, at + CALLED_AHEAD
    is_there = Appointment.arrived_at.is_not(None) | Appointment.no_show_at.is_not(None)
    waits = and_(~is_there, Booking.start_at > at, Booking.cancelled_at.is_(None))
    every = select(Booking.id).join(Appointment, Appointment.booking_id == Booking.id).where(waits)
    return [
        every.where(Booking.start_at <= soon + CALLED_BEFORE, due_at <= soon),
        every.where(due_at >= at - CALLED_BEFORE, due_at <= soon),
        every.where(Appointment.at_risk_at >= at - BOOKED_BEFORE, Appointment.at_risk_at.is_not(None)),
    ]
