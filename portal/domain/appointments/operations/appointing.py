"""Making an appointment: the time, whose it is, and all that follows, or nothing (A1, A2, BR28)."""

from datetime import datetime

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import Keys
from portal.domain.appointments.matching import name_customer, vehicle_booked_for
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations.following import after_booked
from portal.domain.appointments.refusals import NotReadBack
from portal.domain.booking.models import Booking
from portal.domain.booking.operations import book
from portal.domain.booking.queries import is_desk
from portal.domain.rights import open_to_all


@open_to_all
def appoint(draft: AppointmentDraft, keys: Keys, *, by: Actor, at: datetime) -> Appointment:
    """Book the time and put the line into the book. The same form sent again is the appointment of the first time.

    `keys`: new_keys(), or tokens that the door makes of its form, so that the form sent twice opens the same. Refused:
    as book() does; NotReadBack; OthersVehicle. Only the desk says whose it is and what was read back.
    """
    if draft.is_summary_confirmed and not draft.summary.strip():
        raise NotReadBack
    booking = book(draft.booking, by=by, at=at)
    made = session().get(Appointment, booking.id)
    if made is not None:
        made.booking = booking
        return made
    appointment = _new(draft, booking, by, at)
    session().add(appointment)
    session().flush()
    after_booked(appointment, keys, by=by, at=at)
    return appointment


def _new(draft: AppointmentDraft, booking: Booking, by: Actor, at: datetime) -> Appointment:
    appointment = Appointment(
        booking=booking, content=(draft.content or booking.wishes).strip(), created_at=at, changed_at=at
    )
    if is_desk(by):
        appointment.invite_id = draft.invite_id
        appointment.summary = draft.summary.strip()
        appointment.summary_confirmed_at = at if draft.is_summary_confirmed else None
    if is_desk(by) and draft.customer_id is not None:
        name_customer(appointment, draft.customer_id, draft.asset_id)
    elif (asset := vehicle_booked_for(booking)) is not None:
        appointment.customer_id, appointment.asset_id = asset.customer_id, asset.id
    return appointment
