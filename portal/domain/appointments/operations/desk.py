"""Booking at the desk in one step: the customer and the vehicle when they are new, and the appointment (A2, BR27)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations.appointing import appoint
from portal.domain.booking.drafts import MoveDraft
from portal.domain.booking.models import Booking
from portal.domain.booking.operations import answer_to, answer_to_move
from portal.domain.booking.rules import is_ahead
from portal.domain.booking.search import Slot
from portal.domain.customers.drafts import AssetDraft, CustomerDraft
from portal.domain.customers.models import Customer
from portal.domain.customers.operations import add_asset, add_customer
from portal.domain.rights import Right, needs


@dataclass(frozen=True, slots=True)
class DeskDraft:
    """An appointment as the desk makes it. `customer` and `asset` are to be added first; None: they are there."""

    appointment: AppointmentDraft
    customer: CustomerDraft | None = None
    asset: AssetDraft | None = None


class Offer(NamedTuple):
    """What to book, or the times to offer in its place."""

    draft: DeskDraft
    instead: Sequence[Slot] | None = None


@needs(Right.BOOKING_WORK)
def times_to_offer(draft: DeskDraft, *, by: Actor, at: datetime) -> Offer:
    """When the wanted time can be had, and stays so until this transaction ends: with whom; else others (A4).

    What was sent before is had already (BE9); what is overbooked needs no free time (BE40).
    """
    one_at_a_time("booking")
    wanted = draft.appointment.booking
    if wanted.overbook or _sent_before(wanted.form_key) is not None:
        return Offer(draft)
    named, instead = answer_to(wanted, by=by, at=at)
    return Offer(
        replace(draft, appointment=replace(draft.appointment, booking=replace(wanted, resource_ids=named))), instead
    )


@needs(Right.BOOKING_WORK)
def times_to_move_to(appointment: Appointment, draft: MoveDraft, *, by: Actor, at: datetime) -> Sequence[Slot] | None:
    """The same for an appointment that moves. None besides when there is nothing to move: moving it says why."""
    booking = appointment.booking
    if not is_ahead(booking.state, booking.start_at, at) or draft.start_at == booking.start_at:
        return None
    return answer_to_move(booking, draft, by=by, at=at).instead


@needs(Right.BOOKING_WORK)
def appoint_at_desk(draft: DeskDraft, *, by: Actor, at: datetime) -> Appointment:
    """All of it, or nothing; the same form twice is once (BE9). Refused: as appoint() and adding customers do."""
    one_at_a_time("booking")
    before = _sent_before(draft.appointment.booking.form_key)
    if before is not None:
        return before
    wanted = draft.appointment
    if draft.customer is not None:
        wanted = replace(wanted, customer_id=add_customer(draft.customer, by=by, at=at).id)
    if draft.asset is not None and wanted.customer_id is not None:
        customer = session().get_one(Customer, wanted.customer_id)
        wanted = replace(wanted, asset_id=add_asset(customer, draft.asset, by=by, at=at).id)
    return appoint(wanted, new_keys(), by=by, at=at)


def _sent_before(form_key: str | None) -> Appointment | None:
    if form_key is None:
        return None
    found = select(Appointment).join(Appointment.booking).where(Booking.form_key == form_key)
    return session().scalars(found.options(contains_eager(Appointment.booking))).one_or_none()
