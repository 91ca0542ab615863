"""What the pages of the waiting list show. Every time is on the shop's wall, whoever reads (BE22)."""

from dataclasses import dataclass

from flask import request
from flask_babel import get_locale

from portal.blueprints.waiting.forms import DAYS, PARTS, WaitingForm
from portal.clock import now
from portal.domain.appointments.waiting.models import WaitingEntry, WaitingOffer
from portal.domain.appointments.wording import name_in
from portal.domain.booking.queries import asked_at_desk, asked_online, is_desk, services_for
from portal.domain.booking.situation import shop_hours
from portal.domain.calendars.hours import local_day
from portal.web.admission import actor
from portal.web.days import day_said
from portal.web.formats import in_zone, iso, moment_in


@dataclass(frozen=True, slots=True)
class OfferShown:
    """A kept time."""

    when: str
    until: str  # the clock
    zone: str
    at: str
    is_open: bool
    is_taken: bool


def form_for_service() -> WaitingForm:
    """The form with what can be waited for; it asks for what booking asks for, as it becomes a booking (BR24)."""
    at_desk = is_desk(actor())
    form = WaitingForm().as_set_up(asked_at_desk() if at_desk else asked_online())
    if at_desk:
        form.for_a_caller()
    locale = str(get_locale())
    form.service.choices = [(one.id, name_in(one, locale)) for one in services_for(actor())]
    return form


def first_seen() -> WaitingForm:
    """Filled in with what the address and the sign-in say."""
    form, today = form_for_service(), local_day(now(), shop_hours().zone)
    slug = request.args.get("service", "")
    form.service.data = next((one.id for one in services_for(actor()) if one.slug == slug), None)
    form.locale.data = str(get_locale())
    form.begin(day_said(request.args.get("on")) or today, today)
    return form


def wish_of(entry: WaitingEntry) -> tuple[str, str]:
    """Its days and hours, as the form says them."""
    hours = (entry.from_minute, entry.until_minute)
    days = next((name for name, mask in DAYS.items() if mask == entry.weekdays), "any")
    return days, next((name for name, span in PARTS.items() if span == hours), "any")


def offer_shown(offer: WaitingOffer) -> OfferShown:
    """For its page."""
    zone = shop_hours().zone
    return OfferShown(
        when=moment_in(offer.start_at, zone),
        until=in_zone(offer.expires_at, zone, "clock"),
        zone=zone,
        at=iso(offer.start_at),
        is_open=offer.is_open(now()),
        is_taken=offer.ended_because == "taken",
    )
