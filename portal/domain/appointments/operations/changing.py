"""Confirming, moving, calling off, editing. Whoever calls has found the appointment through the person or its link."""

from datetime import datetime

from sqlalchemy import update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.drafts import DetailsDraft
from portal.domain.appointments.links import Keys
from portal.domain.appointments.matching import name_customer
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations.amendments import amend_sheet
from portal.domain.appointments.operations.following import after_called_off, after_confirmed, after_moved
from portal.domain.appointments.refusals import NotReadBack
from portal.domain.appointments.sheets import is_closed, shop_day
from portal.domain.audit.operations import record
from portal.domain.booking.drafts import MoveDraft
from portal.domain.booking.operations import cancel_booking, confirm_booking, move_booking
from portal.domain.customers.models import Asset, Customer
from portal.domain.errors import ChangedMeanwhile
from portal.domain.rights import Right, needs, open_to_all


@needs(Right.BOOKING_WORK)
def confirm_appointment(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """The shop says yes to a requested time (BR25). Refused: as confirm_booking() does."""
    before = appointment.booking.version
    if confirm_booking(appointment.booking, by=by, at=at).version != before:
        after_confirmed(appointment, by=by, at=at)


@open_to_all
def move_appointment(
    appointment: Appointment, draft: MoveDraft, keys: Keys | None = None, *, by: Actor, at: datetime
) -> None:
    """Another time, and all that follows, in one step (BE10). Refused: as move_booking() does; then nothing changed.

    `keys`: tokens of the new links that the door makes of its form, as appoint() takes them.
    """
    booking = appointment.booking
    version, before = booking.version, (booking.start_at, booking.end_at)  # its length may be another one by now (BE33)
    if move_booking(booking, draft, by=by, at=at).version == version:
        return
    appointment.changed_at = at
    appointment.coming_at = appointment.at_risk_at = None  # what was said about the old time
    after_moved(appointment, before, keys, by=by, at=at)


@open_to_all
def call_off(appointment: Appointment, *, reason: str = "", by: Actor, at: datetime) -> None:
    """The time is free at once; a second time nothing happens. Refused: once it has begun (BE13)."""
    before = appointment.booking.version
    if cancel_booking(appointment.booking, reason=reason, by=by, at=at).version == before:
        return
    appointment.changed_at, appointment.confirm_due_at, appointment.at_risk_at = at, None, None
    after_called_off(appointment, by=by, at=at)


@needs(Right.BOOKING_WORK)
def edit_details(appointment: Appointment, draft: DetailsDraft, version: int, *, by: Actor, at: datetime) -> None:
    """Whose it is, what for, what was read back. Refused: NotReadBack, OthersVehicle, ChangedMeanwhile.

    After its day what was changed stands under the sheet (BR30).
    """
    if draft.is_summary_confirmed and not draft.summary.strip():
        raise NotReadBack
    claim = update(Appointment).where(Appointment.booking_id == appointment.booking_id, Appointment.version == version)
    if session().execute(claim.values(version=version + 1)).rowcount != 1:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    before = _on_the_sheet(appointment)
    name_customer(appointment, draft.customer_id, draft.asset_id)
    appointment.content, appointment.summary = draft.content.strip(), draft.summary.strip()
    confirmed_at = appointment.summary_confirmed_at or at
    appointment.summary_confirmed_at = confirmed_at if draft.is_summary_confirmed else None
    appointment.is_hidden_on_board, appointment.changed_at = draft.is_hidden_on_board, at
    record(by, "appointment.edited", appointment.booking, at=at, customer=draft.customer_id, asset=draft.asset_id)
    _amend_when_closed(appointment, before, by=by, at=at)


def _on_the_sheet(appointment: Appointment) -> tuple[str, str, str]:
    """Who, which vehicle, what for: as the register has it."""
    booking, customer, asset = appointment.booking, appointment.customer_id, appointment.asset_id
    return (
        session().get_one(Customer, customer).name if customer else booking.contact_name,
        session().get_one(Asset, asset).plate if asset else booking.plate,
        appointment.content,
    )


def _amend_when_closed(appointment: Appointment, before: tuple[str, str, str], *, by: Actor, at: datetime) -> None:
    booking, after = appointment.booking, _on_the_sheet(appointment)
    changed = [f"{old or '–'} → {new or '–'}" for old, new in zip(before, after, strict=True) if old != new]
    if changed and is_closed(booking, at):
        words = f"{booking.reference} · {before[0]} · {'; '.join(changed)}"
        amend_sheet(shop_day(booking.start_at), words, by=by, at=at)
