"""What workshop, parts and front desk did with today's appointments: notices read, customers called (A21, A22)."""

from datetime import datetime, timedelta

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.models import Appointment, Notice
from portal.domain.appointments.operations.contacts import record_call
from portal.domain.appointments.operations.notices import (
    acknowledge_for_front_desk,
    acknowledge_for_parts,
    acknowledge_for_workshop,
)
from portal.domain.appointments.preparation_words import Result, Side
from portal.domain.appointments.preparing import is_open
from portal.domain.appointments.queries import WHOLE
from portal.domain.booking.models import Booking
from portal.domain.booking.words import State

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
UNREAD = 6  # of so many notices one that is ahead is not acknowledged yet
CALLS = ((Result.NO_ANSWER, Result.NO_ANSWER), (Result.COMING,), (Result.NO_ANSWER,))  # of the next customers, in turn


def desk_prepares(nina: Actor, ben: Actor, ruth: Actor, at: datetime) -> None:
    """Most notices are acknowledged; of the next customers one is at risk, one comes, one is called again."""
    sides = {
        Side.FRONT_DESK: (acknowledge_for_front_desk, nina),
        Side.WORKSHOP: (acknowledge_for_workshop, ben),
        Side.PARTS: (acknowledge_for_parts, ruth),
    }
    soon = select(Notice).where(is_open(), Notice.start_at < at + 2 * DAY, Notice.at < at - 30 * MINUTE)
    for number, notice in enumerate(session().scalars(soon.order_by(Notice.id)).all()):
        if notice.start_at < at or number % UNREAD:
            acknowledge, by = sides[Side(notice.side)]
            acknowledge(notice, by=by, at=notice.at + 25 * MINUTE)
    _customers_are_called(nina, at)


def _customers_are_called(nina: Actor, at: datetime) -> None:
    found = (
        select(Appointment)
        .join(Appointment.booking)
        .where(Booking.state == State.CONFIRMED, Booking.start_at > at + 15 * MINUTE, Appointment.arrived_at.is_(None))
        .order_by(Booking.start_at, Booking.id)
        .options(*WHOLE)
        .limit(len(CALLS))
    )
    for appointment, results in zip(session().scalars(found).all(), CALLS, strict=False):
        for number, result in enumerate(results, 1):
            record_call(appointment, result, number, by=nina, at=at - (24 - 11 * number) * MINUTE)
