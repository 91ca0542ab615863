"""What a customer is told about the own appointment by mail: booked, confirmed, moved, called off (A1, BE22).

All times are the shop's, which is where the customer has to be. Each mail carries the appointment for the customer's
calendar: one entry that each later mail replaces. Who gave no mail address is told on the page, or on the phone.
"""

from datetime import datetime
from typing import Any

from portal.domain.appointments.links import Keys
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.queries import lines_of
from portal.domain.appointments.wording import name_in, price_agreed
from portal.domain.appointments.words import Purpose
from portal.domain.booking.models import Booking
from portal.domain.booking.together import priced_as_booked
from portal.domain.booking.words import Kind, State
from portal.domain.house.queries import takes
from portal.domain.house.trade import Step
from portal.domain.outbox.operations import Recipient, post


def tell_booked(appointment: Appointment, keys: Keys, at: datetime) -> None:
    """It is booked; or asked for, when the shop has to say yes first (BR25)."""
    _tell("booking_booked", appointment, at, is_requested=_is_requested(appointment), **paths_of(keys))


def tell_confirmed(appointment: Appointment, keys: Keys, at: datetime) -> None:
    """The shop has said yes."""
    _tell("booking_confirmed", appointment, at, **paths_of(keys))


def tell_moved(appointment: Appointment, keys: Keys, before_at: datetime, at: datetime) -> None:
    """It is at another time."""
    told = {"before": before_at.isoformat(), "is_requested": _is_requested(appointment)}
    _tell("booking_moved", appointment, at, **told, **paths_of(keys))


def tell_called_off(appointment: Appointment, at: datetime) -> None:
    """It doesn't take place."""
    _tell("booking_cancelled", appointment, at)


def calendar_entry(booking: Booking, service: str, at: datetime) -> dict[str, Any]:
    """The booking for a calendar, as JSON. One entry for life: later versions replace the earlier ones (RFC 5545)."""
    return {
        "reference": booking.reference,
        "sequence": booking.version - 1,
        "what": service,
        "start": booking.start_at.isoformat(),
        "end": booking.end_at.isoformat(),
        "zone": booking.zone,
        "told": at.isoformat(),
        "state": {State.REQUESTED: "TENTATIVE", State.CONFIRMED: "CONFIRMED"}.get(State(booking.state), "CANCELLED"),
    }


def _tell(kind: str, appointment: Appointment, at: datetime, **more: Any) -> None:
    booking = appointment.booking
    if not booking.contact_email:
        return
    (line,) = lines_of([appointment])
    locale, advisor = booking.contact_locale, line.of_kind(Kind.ADVISOR)
    service = name_in(line.service, locale)
    post(
        kind,
        to=Recipient(booking.contact_email, booking.contact_name, locale, booking.zone),
        at=at,
        thread=f"appointment-{booking.reference}",
        reference=booking.reference,
        service=service,
        advisor=name_in(advisor, locale) if advisor else "",
        price=price_agreed(booking, priced_as_booked(booking, line.service), locale),
        start=booking.start_at.isoformat(),
        calendar=calendar_entry(booking, service, at),
        **more,
    )


def _is_requested(appointment: Appointment) -> bool:
    return appointment.booking.state == State.REQUESTED


def paths_of(keys: Keys) -> dict[str, Any]:
    """Where the links of a mail lead: see, move, cancel, check in at the door."""
    paths = {
        "see_path": f"/book/appointments/{keys[Purpose.SEE]}",
        "move_path": f"/book/moves/{keys[Purpose.MOVE]}",
        "cancel_path": f"/book/cancellations/{keys[Purpose.CANCEL]}",
    }
    return paths | ({"check_in_path": f"/check-in/{keys[Purpose.CHECK_IN]}"} if takes(Step.CHECK_IN) else {})
