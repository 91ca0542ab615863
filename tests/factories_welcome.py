"""Appointments for the tests, made by the real operations. Call inside a transaction, in a shop with an advisor."""

from datetime import datetime

from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations import appoint
from portal.domain.booking.models import Service
from tests.factories_booking import DESK, booking_draft


def make_appointment(service: Service, start_at: datetime, *, at: datetime, by=DESK, keys=None, **facts) -> Appointment:
    """One line of the book. `facts`: of the contact, beside `customer_id` and `asset_id`."""
    whose = {name: facts.pop(name) for name in ("customer_id", "asset_id") if name in facts}
    draft = AppointmentDraft(booking_draft(service, start_at, **facts), **whose)
    return appoint(draft, keys or new_keys(), by=by, at=at)
