"""The living part of the arrivals: what another person notes stands there within two seconds (A33, Q3)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.arrivals.living import key_of, looker, sought
from portal.domain.rights import Right
from portal.web.admission import requires
from portal.web.live import answered, living

bp = Blueprint("live", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
@living
def show() -> ResponseReturnValue:
    """As the page asks for it again and again."""
    wanted = sought()
    return answered(key_of(wanted), looker(wanted))
