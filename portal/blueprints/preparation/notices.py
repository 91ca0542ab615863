"""One notice: leads to the appointment that it tells of."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.domain.appointments.prepared import notice_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import or_404

bp = Blueprint("notices", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
def show(notice_id: int) -> ResponseReturnValue:
    """Where it is acknowledged, or answered."""
    notice = or_404(notice_for(actor(), None, notice_id))
    return redirect(url_for("preparation.appointments.show", booking_id=notice.booking_id), 303)
