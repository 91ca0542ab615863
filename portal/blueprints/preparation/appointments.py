"""One appointment, as those who prepare it see it: notices, parts, calls, what is ready."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.preparation.forms import PartForm
from portal.blueprints.preparation.showing import CALL_RESULTS, call_view, contacts_said, lead, notice_view
from portal.blueprints.preparation.words import PART_STATES, RESULTS, SIDES
from portal.clock import now
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations.parts import ask_for_part
from portal.domain.appointments.preparation_words import STEPS, News, Side
from portal.domain.appointments.prepared import Told, appointment_numbered, called, notices_of
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.house import steps_off
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("appointments", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
def show(booking_id: int) -> ResponseReturnValue:
    """The page."""
    appointment = or_404(appointment_numbered(actor(), booking_id))
    return page("preparation/show.html", **_around(appointment, PartForm()))


@bp.post("/parts")
@requires(ask_for_part)
def create(booking_id: int) -> ResponseReturnValue:
    """One more part is needed (BR32)."""
    appointment, form = or_404(appointment_numbered(actor(), booking_id)), PartForm()
    if not form.validate():
        return invalid("preparation/show.html", **_around(appointment, form))
    ask_for_part(appointment, form.part.data, form.quantity.data, by=actor(), at=now())
    return changed(to=url_for(".show", booking_id=booking_id), notice=_("The parts desk has it on its list."))


def _around(appointment: Appointment, form: PartForm) -> dict[str, object]:
    (one,) = called([appointment])
    booking = one.line.booking
    notices = [
        (SIDES[notice.side], notice.side, notice_view(Told(notice, one.line, ())))
        for notice in notices_of(booking.id)
        if notice.news == News.REQUESTED or STEPS[Side(notice.side)] not in steps_off()
    ]
    return {
        "view": call_view(one),
        "parts": one.parts,
        "notices": notices,
        "contacts": contacts_said(one.contacts, booking),
        "results": [(result, RESULTS[result]) for result in CALL_RESULTS],
        "is_ahead": booking.is_live and booking.start_at > now() and appointment.arrived_at is None,
        "appointment": appointment,
        "form": form,
        "part_states": PART_STATES,
        "may": actor().rights,
        "book": lead("appointments.bookings.show", reference=booking.reference),
        "confirm": lead("appointments.confirmations.create", reference=booking.reference),
        "move": lead("appointments.moves.new", reference=booking.reference),
    }
