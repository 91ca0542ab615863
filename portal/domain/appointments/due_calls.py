"""Whose call is due, or of whom nobody knows whether they come: as statements (A22).

A call is due so many elapsed minutes before the time, whether the shop is open then or not. So that the first customers
after a night, a half day or a holiday are called by somebody, calls that fall due while the shop is closed stand on the
list in the last hours before it closes.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased

from portal.domain.appointments.models import Appointment
from portal.domain.booking.models import Booking
from portal.domain.calendars.hours import WorkingHours
from portal.domain.calendars.rules import CalendarNeverOpens, opens_next

CALLED_AHEAD = timedelta(hours=3)  # how far ahead the call list shows what will be due
CALLED_BEFORE = timedelta(days=1)  # the time, at most: the numbers of the preparation allow no more
BOOKED_BEFORE = timedelta(days=731)  # the time, at most


def listed_until(hours: WorkingHours, at: datetime) -> datetime:
    """The list shows what falls due until then: three hours on, and when the shop is closed then, until it opens."""
    soon = at + CALLED_AHEAD
    try:
        return opens_next(hours, soon)
    except CalendarNeverOpens:
        return soon


def to_be_called(at: datetime, until: datetime, after: int | None = None) -> list[Select[int]]:
    """Their numbers, each way by an index of its own: calls of years ago, which nobody made, aren't walked through.

    `after`: of those whose time comes after that booking's.
    """
    is_there = Appointment.arrived_at.is_not(None) | Appointment.no_show_at.is_not(None)
    waits = and_(~is_there, Booking.start_at > at, Booking.cancelled_at.is_(None))
    every = select(Booking.id).join(Appointment, Appointment.booking_id == Booking.id).where(waits)
    if after is not None:
        every = every.where(_comes_after(after))
    return [
        every.where(Booking.start_at <= until + CALLED_BEFORE, Appointment.confirm_due_at <= until),
        every.where(Appointment.at_risk_at >= at - BOOKED_BEFORE, Appointment.at_risk_at.is_not(None)),
    ]


def _comes_after(booking_id: int) -> ColumnElement[bool]:
    last = aliased(Booking)
    start_at = select(last.start_at).where(last.id == booking_id).scalar_subquery()
    return or_(Booking.start_at > start_at, and_(Booking.start_at == start_at, Booking.id > booking_id))
