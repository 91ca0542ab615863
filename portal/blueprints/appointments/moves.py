"""Another time for an appointment: the old one stays until the new one is taken (A6, BE10)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.appointments.forms import MoveForm
from portal.blueprints.appointments.showing import shown
from portal.blueprints.appointments.times import asked_times
from portal.clock import now
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations import move_appointment, times_to_move_to
from portal.domain.appointments.queries import appointment_for
from portal.domain.booking.drafts import MoveDraft
from portal.domain.booking.models import Booking
from portal.domain.booking.queries import resources_of
from portal.domain.booking.search import Slot
from portal.domain.booking.words import Kind
from portal.domain.calendars.hours import local_day
from portal.domain.rights import Right
from portal.showing.naming import named
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("moves", __name__)


@bp.get("/new")
@requires(Right.BOOKING_WORK)
def new(reference: str) -> ResponseReturnValue:
    """The free times around the present one."""
    appointment = or_404(appointment_for(actor(), reference))
    form = MoveForm()
    if form.on.data is None:
        form.on.data = _day_of(appointment.booking)
    return page("appointments/move.html", **_asked(appointment, form))


@bp.post("")
@requires(Right.BOOKING_WORK)
def create(reference: str) -> ResponseReturnValue:
    """Moved; or the form again with other times when this one is gone, and the appointment where it was."""
    appointment = or_404(appointment_for(actor(), reference))
    form = MoveForm()
    if not form.validate():
        return invalid("appointments/move.html", **_asked(appointment, form))
    assert form.start is not None
    draft = MoveDraft(form.start, form.wanted, form.reason.data or "", form.form_key.data)
    instead = times_to_move_to(appointment, draft, by=actor(), at=now())
    if instead is not None:
        return page("appointments/move.html", status=409, **_asked(appointment, form, instead))
    move_appointment(appointment, draft, by=actor(), at=now())
    return changed(to=url_for("appointments.bookings.show", reference=reference), notice=_done(appointment, draft))


def _done(appointment: Appointment, draft: MoveDraft) -> str:
    """A form that was sent before has done what it did then, whatever stands in it now (BE9)."""
    if appointment.booking.start_at == draft.start_at:
        return _("Moved.")
    return _("This form had been sent before, with another time. The appointment stands as shown: nothing was changed.")


def _day_of(booking: Booking) -> date:
    """Where one begins to look: on its own day, or today when that has passed."""
    return max(local_day(booking.start_at, booking.zone), local_day(now(), booking.zone))


def _asked(appointment: Appointment, form: MoveForm, instead: Sequence[Slot] | None = None) -> dict[str, Any]:
    booking = appointment.booking
    form.advisor.choices += [(str(one.id), named(one)) for one in resources_of((Kind.ADVISOR,))]
    form.start_at.choices = []
    is_asked = form.is_submitted()
    times = asked_times(
        form, booking.service_id if is_asked else None, but_booking_id=booking.id, instead=instead, zone=booking.zone
    )
    return {"form": form, **shown(appointment), **times}
