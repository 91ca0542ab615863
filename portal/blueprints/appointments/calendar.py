"""The calendar of the desk: a day by advisors or bays, and the counts of a week or month (A2)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.appointments.living import DAY_VIEW, chosen, key_of, looker
from portal.domain.rights import Right
from portal.web.admission import requires
from portal.web.live import drawn
from portal.web.responses import page

bp = Blueprint("calendar", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
def index() -> ResponseReturnValue:
    """One day, or the counts of a week or month."""
    wanted = chosen()
    template = "appointments/day.html" if wanted.view == DAY_VIEW else "appointments/counts.html"
    return page(template, live=drawn(key_of(wanted), looker(wanted)), on=wanted.on, **wanted.bounds)
