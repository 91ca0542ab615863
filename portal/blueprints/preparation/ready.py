"""Ticking what is ready for an appointment (BR35)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.appointments.operations.readiness import take_back_ready, tick_ready
from portal.domain.appointments.preparation_words import Readiness
from portal.domain.appointments.prepared import appointment_numbered
from portal.domain.errors import NotThere
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("ready", __name__)


@bp.post("")
@requires(tick_ready)
def create(booking_id: int) -> ResponseReturnValue:
    """It is."""
    tick_ready(or_404(appointment_numbered(actor(), booking_id)), _what(), by=actor(), at=now())
    return changed(to=_back(booking_id))


@bp.post("/end")
@requires(take_back_ready)
def destroy(booking_id: int) -> ResponseReturnValue:
    """It isn't."""
    take_back_ready(or_404(appointment_numbered(actor(), booking_id)), _what(), by=actor(), at=now())
    return changed(to=_back(booking_id))


def _what() -> Readiness:
    said = request.form.get("what", Readiness.ADVISOR)
    if said not in list(Readiness):
        raise NotThere
    return Readiness(said)


def _back(booking_id: int) -> str:
    if request.values.get("back") == "list":
        return url_for("preparation.calls.index")
    return url_for("preparation.appointments.show", booking_id=booking_id)
