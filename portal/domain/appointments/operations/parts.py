"""Parts of an appointment: asked for, reserved, missing; laid out (A21, BR32, BR34)."""

import secrets
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.links import make_links
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.preparation import PartLine, ServicePart
from portal.domain.appointments.preparation_words import PartState, arrives_too_late
from portal.domain.appointments.refusals import WordsMissing
from portal.domain.appointments.words import Purpose
from portal.domain.audit.operations import record
from portal.domain.booking.models import Service
from portal.domain.outbox.operations import Recipient, post
from portal.domain.rights import Right, needs


@needs(Right.BOOKING_SEE)
def ask_for_part(appointment: Appointment, name: str, quantity: int, *, by: Actor, at: datetime) -> PartLine:
    """One more part for this appointment: front desk, workshop and parts may say so. Refused: WordsMissing."""
    if not name.strip():
        raise WordsMissing
    line = PartLine(
        booking_id=appointment.booking_id,
        name=name.strip(),
        quantity=quantity,
        state=PartState.ASKED,
        changed_at=at,
        changed_by_id=by.person_id,
    )
    session().add(line)
    record(by, "part.asked", appointment.booking, at=at, part=line.name, quantity=quantity)
    return line


@needs(Right.PARTS_PREPARE)
def say_part_state(
    line: PartLine, appointment: Appointment, state: PartState, expected_on: date | None, *, by: Actor, at: datetime
) -> bool:
    """Reserved, or missing and when it comes. Who can't be served on the day is told at once, once for each time.

    Whether the customer was told by mail; who has no address has to be called.
    """
    line.state, line.expected_on = state, expected_on if state == PartState.MISSING else None
    line.changed_at, line.changed_by_id = at, by.person_id
    if state == PartState.MISSING:
        line.laid_out_at = line.laid_out_by_id = None
    record(by, f"part.{state}", appointment.booking, at=at, part=line.name)
    booking = appointment.booking
    start_on = booking.start_at.astimezone(ZoneInfo(booking.zone)).date()
    if state != PartState.MISSING or not arrives_too_late(expected_on, start_on) or not booking.is_live:
        return False
    if line.told_for_at == booking.start_at or at >= booking.start_at or not booking.contact_email:
        return line.told_for_at == booking.start_at
    line.told_for_at = booking.start_at
    _tell_customer(line, appointment, at)
    return True


@needs(Right.PARTS_PREPARE)
def lay_out(line: PartLine, *, by: Actor, at: datetime) -> None:
    """It lies ready (BR34)."""
    if line.laid_out_at is None:
        line.state, line.expected_on = PartState.RESERVED, None
        line.laid_out_at, line.laid_out_by_id = at, by.person_id
        line.changed_at, line.changed_by_id = at, by.person_id


@needs(Right.PARTS_PREPARE)
def take_back_laying_out(line: PartLine, *, by: Actor, at: datetime) -> None:
    """It doesn't, after all."""
    line.laid_out_at = line.laid_out_by_id = None
    line.changed_at, line.changed_by_id = at, by.person_id


@needs(Right.PARTS_PREPARE)
def set_usual_parts(service: Service, parts: list[tuple[str, int]], *, by: Actor, at: datetime) -> None:
    """What each booking of this service asks for from now on: name and how many."""
    session().execute(delete(ServicePart).where(ServicePart.service_id == service.id))
    session().add_all(
        ServicePart(service_id=service.id, position=n, name=name, quantity=quantity)
        for n, (name, quantity) in enumerate(parts)
    )
    record(by, "service.parts_set", service, at=at, parts=[name for name, _quantity in parts])


def _tell_customer(line: PartLine, appointment: Appointment, at: datetime) -> None:
    """With a link to another time: who comes in vain is a customer less (A21)."""
    booking, token = appointment.booking, secrets.token_urlsafe(32)
    make_links(booking, {Purpose.MOVE: token}, at)
    post(
        "part_missing",
        to=Recipient(booking.contact_email, booking.contact_name, booking.contact_locale, booking.zone),
        at=at,
        thread=f"appointment-{booking.reference}",
        part=line.name,
        start=booking.start_at.isoformat(),
        expected=line.expected_on.isoformat() if line.expected_on else "",
        reference=booking.reference,
        access_path=f"/book/moves/{token}",
    )
