"""The front desk's page: whom to call now, what to answer, what to acknowledge (A22, BR25, BR35)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.preparation.living import calls_key, look_at_calls
from portal.blueprints.preparation.showing import CALL_RESULTS, lead
from portal.blueprints.preparation.words import RESULTS
from portal.clock import now
from portal.domain.appointments.operations.contacts import record_call
from portal.domain.appointments.preparation_words import Result
from portal.domain.appointments.prepared import appointment_numbered
from portal.web.admission import actor, requires
from portal.web.ids import key
from portal.web.live import drawn
from portal.web.responses import changed, or_404, page

bp = Blueprint("calls", __name__)


@bp.get("")
@requires(record_call)
def index() -> ResponseReturnValue:
    """By time; one touch for each result."""
    return page("preparation/index.html", live=drawn(calls_key(), look_at_calls), may=actor().rights)


@bp.post("/<int:booking_id>/calls")
@requires(record_call)
def create(booking_id: int) -> ResponseReturnValue:
    """The call is over. Who wants another time is led to where it is chosen."""
    appointment = or_404(appointment_numbered(actor(), booking_id))
    said = request.form.get("result", "")
    result = Result(said) if said in CALL_RESULTS else Result.NO_ANSWER
    record_call(appointment, result, request.values.get("number", 0, type=key), by=actor(), at=now())
    to = url_for(".index")
    if result == Result.WANTS_MOVE:
        to = lead("appointments.moves.new", reference=appointment.booking.reference) or to
    return changed(to=to, notice=_("Noted: %(result)s", result=RESULTS[result]))
