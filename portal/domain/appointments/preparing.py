"""What follows for workshop, parts and front desk when an appointment is made, moved or called off (A21, A22).

Rows alone, in the transaction of the change: nobody is told of what did not happen, and nothing happens untold.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from portal.db import session
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.preparation import (
    Notice,
    PartLine,
    PreparationSettings,
    Ready,
    Reminder,
    ServicePart,
)
from portal.domain.appointments.preparation_words import (
    STEPS,
    News,
    Side,
    acknowledge_due_at,
    confirm_due_at,
    reminders_due,
)
from portal.domain.booking.models import Booking
from portal.domain.booking.situation import shop_hours
from portal.domain.booking.together import also_booked
from portal.domain.booking.words import State
from portal.domain.calendars.rules import CalendarNeverOpens, due_after
from portal.domain.house.queries import takes
from portal.domain.house.trade import Step
from portal.domain.outbox.operations import take_back


def preparation_settings() -> PreparationSettings:
    """The numbers in force; the defaults until somebody changes them."""
    return session().get(PreparationSettings, 1) or PreparationSettings(
        **{column.name: column.default.arg for column in PreparationSettings.__table__.columns if column.default}
    )


def prepare(appointment: Appointment, at: datetime) -> None:
    """It is booked, or the shop has said yes: all sides are told, parts are asked for, call and reminders stand."""
    booking = appointment.booking
    numbers = preparation_settings()
    if booking.state == State.REQUESTED:
        _tell(booking, (Side.FRONT_DESK,), News.REQUESTED, at, due_at=_answer_due_at(booking, numbers, at))
        return
    _supersede(booking.id, at)
    _tell(booking, _sides(), News.BOOKED, at)
    if takes(Step.PARTS):
        _ask_for_parts(booking, at)
    _stand_by(appointment, numbers, at)


def prepare_anew(appointment: Appointment, before_at: datetime, at: datetime) -> None:
    """It is at another time: all sides are told, what was ready is to be looked at again, call and reminders move.

    What waits for the shop's yes waits anew: it is another question (BR25).
    """
    booking = appointment.booking
    _supersede(booking.id, at)
    if booking.state == State.REQUESTED:
        due_at = _answer_due_at(booking, preparation_settings(), at)
        _tell(booking, (Side.FRONT_DESK,), News.REQUESTED, at, before_at=before_at, due_at=due_at)
        return
    _tell(booking, _sides(), News.MOVED, at, before_at=before_at)
    session().execute(delete(Ready).where(Ready.booking_id == booking.id))
    laid_out = update(PartLine).where(PartLine.booking_id == booking.id)
    session().execute(laid_out.values(laid_out_at=None, laid_out_by_id=None))
    drop_reminders(booking.id, at)
    _stand_by(appointment, preparation_settings(), at)


def stand_down(appointment: Appointment, at: datetime) -> None:
    """It doesn't take place: who was told of it is told so, and nobody is reminded or called."""
    booking = appointment.booking
    told = select(Notice.side).where(Notice.booking_id == booking.id, Notice.news != News.REQUESTED).distinct()
    heard = set(session().scalars(told))
    sides = tuple(side for side in _sides() if side in heard)
    _supersede(booking.id, at)
    _tell(booking, sides, News.CANCELLED, at)
    drop_reminders(booking.id, at)
    appointment.confirm_due_at = None


def drop_reminders(booking_id: int, at: datetime) -> None:
    """Those that are not out, also what waits in the outbox: none after a cancellation (BE42)."""
    posted = select(Reminder.mail_id).where(Reminder.booking_id == booking_id, Reminder.mail_id.is_not(None))
    take_back([number for number in session().scalars(posted) if number is not None], at=at)
    session().execute(delete(Reminder).where(Reminder.booking_id == booking_id, Reminder.done_at.is_(None)))


def is_open() -> ColumnElement[bool]:
    """A notice that somebody has to acknowledge."""
    return Notice.acknowledged_at.is_(None) & Notice.superseded_at.is_(None)


def _sides() -> tuple[Side, ...]:
    """Who is told in this house."""
    return tuple(side for side in Side if takes(STEPS[side]))


def _tell(
    booking: Booking,
    sides: tuple[Side, ...],
    news: News,
    at: datetime,
    *,
    before_at: datetime | None = None,
    due_at: datetime | None = None,
) -> None:
    due_at = due_at or acknowledge_due_at(booking.start_at, preparation_settings().acknowledge_hours, at)
    session().add_all(
        Notice(
            booking_id=booking.id,
            side=side,
            news=news,
            at=at,
            before_at=before_at,
            start_at=booking.start_at,
            due_at=due_at,
        )
        for side in sides
    )


def _supersede(booking_id: int, at: datetime) -> None:
    stands = update(Notice).where(Notice.booking_id == booking_id, Notice.superseded_at.is_(None))
    acknowledges = Notice.acknowledged_at.is_(None)
    session().execute(stands.where(acknowledges).values(superseded_at=at))


def _answer_due_at(booking: Booking, numbers: PreparationSettings, at: datetime) -> datetime:
    """So many minutes of opening hours from now, and before the time itself (BR25)."""
    try:
        due_at = due_after(shop_hours(), at, timedelta(minutes=numbers.answer_minutes)).due_at
    except CalendarNeverOpens:
        due_at = booking.start_at
    return min(due_at, booking.start_at)


def _ask_for_parts(booking: Booking, at: datetime) -> None:
    services = (booking.service_id, *(also_booked(booking.id) if booking.also_named else ()))
    usual = select(ServicePart).where(ServicePart.service_id.in_(services))
    session().add_all(
        PartLine(booking_id=booking.id, name=one.name, quantity=one.quantity, changed_at=at)
        for one in session().scalars(usual.order_by(ServicePart.position, ServicePart.id))
    )


def _stand_by(appointment: Appointment, numbers: PreparationSettings, at: datetime) -> None:
    booking = appointment.booking
    if takes(Step.CALLS):
        appointment.confirm_due_at = confirm_due_at(booking.start_at, numbers.confirm_minutes, at)
    else:
        appointment.confirm_due_at = None
    if not booking.contact_email:
        return
    wanted = reminders_due(booking.start_at, numbers.remind_hours, numbers.confirm_minutes, at)
    there = select(Reminder.kind, Reminder.due_at).where(
        Reminder.booking_id == booking.id, Reminder.due_at.in_(wanted.values())
    )
    had = {(kind, due_at) for kind, due_at in session().execute(there)}
    session().add_all(
        Reminder(booking_id=booking.id, kind=kind, due_at=due_at)
        for kind, due_at in wanted.items()
        if (kind, due_at) not in had
    )
