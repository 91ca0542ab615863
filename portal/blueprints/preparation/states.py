"""Reserved, or missing and when it comes (A21, BR32)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.preparation.forms import StateForm
from portal.blueprints.preparation.showing import lead
from portal.clock import now
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations.parts import say_part_state
from portal.domain.appointments.preparation import PartLine
from portal.domain.appointments.preparation_words import PartState
from portal.domain.appointments.prepared import appointment_numbered
from portal.domain.appointments.store import part_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("states", __name__)


@bp.get("/edit")
@requires(Right.PARTS_PREPARE)
def edit(line_id: int) -> ResponseReturnValue:
    """With the day on which it is expected."""
    line = or_404(part_for(actor(), line_id))
    form = StateForm()
    if form.kept_at is None:
        form.state.data, form.expected_on.data = line.state, line.expected_on
    return page("preparation/state.html", **_around(line, form))


@bp.post("")
@requires(say_part_state)
def update(line_id: int) -> ResponseReturnValue:
    """Who can't be served on the day is told at once."""
    line, form = or_404(part_for(actor(), line_id)), StateForm()
    appointment = or_404(appointment_numbered(actor(), line.booking_id))
    if not form.validate():
        return invalid("preparation/state.html", **_around(line, form))
    told = say_part_state(line, appointment, form.part_state, form.expected_on.data, by=actor(), at=now())
    return changed(
        to=url_for("preparation.parts.index"), notice=_said(form.part_state, told=told, appointment=appointment)
    )


def _around(line: PartLine, form: StateForm) -> dict[str, object]:
    appointment = or_404(appointment_numbered(actor(), line.booking_id))
    return {"part": line, "form": form, "move": lead("appointments.moves.new", reference=appointment.booking.reference)}


def _said(state: PartState, *, told: bool, appointment: Appointment) -> str:
    if told:
        return _("The customer is told by mail, with a link to another time.")
    if state == PartState.MISSING and not appointment.booking.contact_email:
        return _("This customer gave no mail address: call them and move the appointment.")
    return _("Noted.")
