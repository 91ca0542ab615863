"""One appointment's page: its facts, what happened to it, and what can be done now."""

from typing import Any

from flask_babel import get_locale

from portal.blueprints.appointments.words import CHANGES, STATES
from portal.clock import now
from portal.domain.appointments.history import history_of
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.queries import lines_of, no_shows_of
from portal.domain.appointments.wording import price_agreed
from portal.domain.booking.models import Booking
from portal.domain.booking.rules import awaits_yes, has_begun, is_ahead
from portal.domain.booking.together import priced_as_booked
from portal.domain.calendars.hours import local_day
from portal.domain.rights import Right
from portal.showing.desk_words import CHANNELS, KINDS
from portal.showing.naming import named
from portal.web.admission import actor


def shown(appointment: Appointment) -> dict[str, Any]:
    """What the page needs. Four queries, six of a visit for several."""
    (line,) = lines_of([appointment])
    booking, may = appointment.booking, actor().may(Right.BOOKING_WORK)
    stands = booking.state, booking.start_at, now()
    customer = appointment.customer
    return {
        "appointment": appointment,
        "booking": booking,
        "customer": customer,
        "vehicle": appointment.asset,
        "line": line,
        "price": price_agreed(booking, priced_as_booked(booking, line.service), str(get_locale())),
        "takes": [(KINDS[one.kind], named(one)) for one in line.resources],
        "history": history_of(appointment),
        "missed": no_shows_of(customer.id) + customer.no_shows if customer else 0,
        "may_move": may and is_ahead(*stands),
        "may_arrive": may and booking.is_live and appointment.arrived_at is None and _is_today(booking),
        "may_confirm": may and awaits_yes(*stands),
        "may_mark": may and has_begun(*stands) and appointment.arrived_at is None,
        "may_edit": may,
        "may_see_customers": actor().may(Right.CUSTOMER_SEE),
        "channels": CHANNELS,
        "states": STATES,
        "changes": CHANGES,
        "named": named,
    }


def _is_today(booking: Booking) -> bool:
    """On the shop's wall."""
    return local_day(now(), booking.zone) == local_day(booking.start_at, booking.zone)
