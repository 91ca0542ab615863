"""Booking for somebody in one screen, and one appointment with all its facts (A2, A9, A14)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.appointments.booking_screen import filled_form, glance_of, said_already, screen, wanted_of
from portal.blueprints.appointments.forms import BookingForm
from portal.blueprints.appointments.showing import shown
from portal.clock import now
from portal.domain.appointments.operations import appoint_at_desk, times_to_offer
from portal.domain.appointments.queries import appointment_for
from portal.domain.customers.queries import customers
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.htmx import wants_fragment
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("bookings", __name__)


@bp.get("/new")
@requires(appoint_at_desk)
def new() -> ResponseReturnValue:
    """The screen; what is known already (customer, day, time, service) stands in the address."""
    words = request.args.get("q", "").strip()[:100]
    found = customers(words)[0][:8] if words else []
    if wants_fragment():
        return page("appointments/_customers.html", found=found, words=words, kept=said_already())
    return page("appointments/new.html", found=found, words=words, **screen(filled_form()))


@bp.post("")
@requires(appoint_at_desk)
def create() -> ResponseReturnValue:
    """Booked; or the same screen again with what was typed, and other times when this one is gone (A4)."""
    form = BookingForm()
    form.as_set_up(glance_of(form))
    if not form.validate():
        return invalid("appointments/new.html", found=[], words="", **screen(form))
    draft, instead = times_to_offer(wanted_of(form), by=actor(), at=now())
    if instead is not None:
        return page("appointments/new.html", status=409, found=[], words="", **screen(form, instead))
    made = appoint_at_desk(draft, by=actor(), at=now())
    return changed(to=url_for(".show", reference=made.booking.reference), notice=_("Booked."))


@bp.get("/<string(length=8):reference>")
@requires(Right.BOOKING_SEE)
def show(reference: str) -> ResponseReturnValue:
    """All that is known of it, and what can be done."""
    return page("appointments/show.html", **shown(or_404(appointment_for(actor(), reference))))
