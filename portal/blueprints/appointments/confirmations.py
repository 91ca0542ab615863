"""The shop says yes to a requested time (BR25)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.appointments.operations import confirm_appointment
from portal.domain.appointments.queries import appointment_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("confirmations", __name__)


@bp.post("")
@requires(confirm_appointment)
def create(reference: str) -> ResponseReturnValue:
    """Confirmed."""
    confirm_appointment(or_404(appointment_for(actor(), reference)), by=actor(), at=now())
    return changed(to=url_for("appointments.bookings.show", reference=reference), notice=_("Appointment confirmed."))
