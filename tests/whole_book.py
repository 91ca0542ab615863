"""What has to be true of an appointment book after whatever happened to it: nothing half, nothing twice (A4, BE9)."""

from collections import Counter, defaultdict

from sqlalchemy import select

from portal.db import session
from portal.domain.appointments.models import Appointment, AppointmentLink, WaitingEntry, WaitingOffer
from portal.domain.booking.models import (
    Allocation,
    Booking,
    BookingChange,
    BookingService,
    Hold,
    Resource,
    ServiceNeed,
)
from portal.domain.outbox.models import Mail


def halves() -> list[str]:
    """Bookings and holds that have not one of each kind that their services take, or something when it is over."""
    wanted, also = _gathered(select(ServiceNeed.service_id, ServiceNeed.kind)), _gathered(_others())
    taken = select(Resource.kind).join(Allocation, Allocation.resource_id == Resource.id)
    taken = taken.where(Allocation.released_at.is_(None))
    of_booking = _gathered(taken.with_only_columns(Allocation.booking_id, Resource.kind))
    of_hold = _gathered(taken.with_only_columns(Allocation.hold_id, Resource.kind))
    wrong = [
        f"booking {one.id} has {of_booking[one.id]}"
        for one in session().scalars(select(Booking))
        if sorted(of_booking[one.id]) != sorted(_kinds(wanted, one.service_id, *also[one.id]) if one.is_live else ())
    ]
    return wrong + [
        f"hold {one.id} has {of_hold[one.id]}"
        for one in session().scalars(select(Hold))
        if of_hold[one.id] and not _kinds(wanted, one.service_id) <= set(of_hold[one.id])
    ]


def _kinds(wanted, *service_ids: int) -> set[str]:
    return {kind for key in service_ids for kind in wanted[key]}


def _others():
    return select(BookingService.booking_id, BookingService.service_id)


def _gathered(pairs) -> defaultdict[int, list]:
    found: defaultdict[int, list] = defaultdict(list)
    for key, value in session().execute(pairs):
        found[key].append(value)
    return found


def unequal() -> list[str]:
    """What there must be once for each booking: its line in the book, its mail, its confirmation, who waited for it."""
    bookings = Counter(session().scalars(select(Booking.id)))
    confirmed = select(BookingChange.booking_id).where(BookingChange.change == "confirmed")
    told = session().scalars(select(Mail).where(Mail.kind == "booking_booked"))
    taken = select(WaitingEntry.booking_id).where(WaitingEntry.ended_because == "booked")
    return [
        what
        for what, is_so in {
            "lines": Counter(session().scalars(select(Appointment.booking_id))) == bookings,
            "links": set(session().scalars(select(AppointmentLink.booking_id))) == set(bookings),
            "mails": Counter(mail.values["reference"] for mail in told)
            == Counter(session().scalars(select(Booking.reference))),
            "confirmations": set(Counter(session().scalars(confirmed)).values()) <= {1},
            "offers taken": Counter(session().scalars(taken)) == Counter(_became_bookings()),
        }.items()
        if not is_so
    ]


def _became_bookings():
    taken = select(WaitingOffer.token_hash).where(WaitingOffer.ended_because == "taken")
    keys = [f"waiting {token_hash}" for token_hash in session().scalars(taken)]
    return session().scalars(select(Booking.id).where(Booking.form_key.in_(keys)))
