"""An appointment of somebody without an account, whose links everybody may know, like the demo's passwords (A1)."""

from datetime import datetime, timedelta

from portal.domain.actors import NOBODY
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.operations import appoint
from portal.domain.appointments.words import Purpose
from portal.domain.booking.drafts import BookingDraft, Contact
from portal.domain.booking.queries import free_times_between, service_called

SERVICE = "small-service"
TOKENS = {
    Purpose.SEE: "demo-appointment-that-everybody-may-see-000",
    Purpose.MOVE: "demo-appointment-that-everybody-may-move-00",
    Purpose.CANCEL: "demo-appointment-that-everybody-may-cancel0",
    Purpose.CHECK_IN: "demo-appointment-that-everybody-may-enter00",
}
LINKS = (
    f"/book/appointments/{TOKENS[Purpose.SEE]}",
    f"/book/moves/{TOKENS[Purpose.MOVE]}",
    f"/book/cancellations/{TOKENS[Purpose.CANCEL]}",
)
FORM = f"/book/{SERVICE}/bookings/new?start=2040-01-02T15:00:00Z"  # of a time that only the page's looks need


def somebody_books(at: datetime) -> None:
    """A week from now, an hour ago."""
    service = service_called(SERVICE, NOBODY)
    assert service is not None
    day = timedelta(days=1)
    free = free_times_between(service, at.date() + 7 * day, at.date() + 12 * day, at)
    said = Contact("Grace Lee", "grace.lee@example.com", plate="7GLK 042", model="Swift 1.2", wishes="It pulls left.")
    draft = BookingDraft(service.id, free[len(free) // 3].start_at, said)
    appoint(AppointmentDraft(draft), TOKENS, by=NOBODY, at=at - day / 24)
