"""Appointments for the tests, made by the real operations. Call inside a transaction."""

from datetime import datetime, timedelta

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import SYSTEM, Actor
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.models import Appointment, Notice, PartLine
from portal.domain.appointments.operations import appoint
from portal.domain.appointments.operations.parts import ask_for_part, set_usual_parts
from portal.domain.booking.models import Service
from portal.domain.booking.operations import make_service
from portal.domain.booking.words import Kind
from tests.factories_booking import DESK, booking_draft, contact, make_advisor, make_bay, make_shop, service_draft

ALL_DAY = "00:00-24:00"


def make_round_the_clock_shop(at: datetime) -> Service:
    """An advisor and a bay who never sleep, and a service of fifteen minutes that needs an oil filter."""
    make_shop()
    make_advisor("Anna", ALL_DAY)
    make_bay("Bay 1", ALL_DAY)
    draft = service_draft(15, (Kind.ADVISOR, Kind.BAY), step=1, name_zh="小保养")
    service = make_service(draft, by=SYSTEM, at=at)
    session().flush()
    set_usual_parts(service, [("Oil filter", 1)], by=DESK, at=at)
    return service


def make_appointment(
    service: Service, start_at: datetime, *, at: datetime, by: Actor = DESK, name: str = "Mei Lin", **said: str
) -> Appointment:
    """Booked by the desk, at a whole minute."""
    start_at = start_at.replace(second=0, microsecond=0)
    draft = AppointmentDraft(booking_draft(service, start_at, contact=contact(name, **said)))
    appointment = appoint(draft, new_keys(), by=by, at=at)
    session().flush()
    return appointment


def make_preparation_world(at: datetime) -> dict[str, int]:
    """An appointment in half an hour, with its notices and a part."""
    service = make_round_the_clock_shop(at)
    return prepared_of(make_appointment(service, at + timedelta(minutes=30), at=at, name="Nora Corvid"))


def prepared_of(appointment: Appointment) -> dict[str, int]:
    """The numbers of what is to be prepared for it; a part is asked for when there is none."""
    session().flush()
    asked = select(PartLine.id).where(PartLine.booking_id == appointment.booking_id)
    if session().scalar(asked) is None:
        ask_for_part(appointment, "Works again", 1, by=DESK, at=appointment.created_at)
    notices = dict(
        session().execute(select(Notice.side, Notice.id).where(Notice.booking_id == appointment.booking_id)).all()
    )
    return {
        "booking": appointment.booking_id,
        "part_line": session().scalars(asked).one(),
        "booked_service": appointment.booking.service_id,
        **{f"notice_{side}": number for side, number in notices.items()},
    }
