"""Today's customers for the front desk: who is there, who waits how long; one touch for each (A33, BR42)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.arrivals.living import key_of, looker, sought
from portal.clock import now
from portal.domain.appointments.operations.arriving import note_arrival, take_back_arrival
from portal.domain.appointments.queries import appointment_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.live import drawn
from portal.web.responses import changed, or_404, page

bp = Blueprint("arrivals", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
def index() -> ResponseReturnValue:
    """All of today, by time; or those whose name, plate or phone ends so."""
    wanted = sought()
    live = drawn(key_of(wanted), looker(wanted))
    return page("arrivals/index.html", live=live, wanted=wanted, may_book=actor().may(Right.BOOKING_WORK))


@bp.post("/<string(length=8):reference>/arrival")
@requires(note_arrival)
def create(reference: str) -> ResponseReturnValue:
    """They are there."""
    note_arrival(or_404(appointment_for(actor(), reference)), by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Arrival noted. The advisor is told."))


@bp.post("/<string(length=8):reference>/arrival/withdrawal")
@requires(take_back_arrival)
def destroy(reference: str) -> ResponseReturnValue:
    """It was somebody else."""
    take_back_arrival(or_404(appointment_for(actor(), reference)), by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Taken back."))
