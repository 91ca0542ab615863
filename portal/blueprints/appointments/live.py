"""The living part of the calendar: what is booked elsewhere stands there within two seconds (A2, Q3)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.appointments.living import chosen, key_of, looker
from portal.domain.rights import Right
from portal.web.admission import requires
from portal.web.live import answered, living

bp = Blueprint("live", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
@living
def show() -> ResponseReturnValue:
    """As the page asks for it again and again."""
    wanted = chosen()
    return answered(key_of(wanted), looker(wanted))
