"""The list of arrivals asks for itself."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.stays.living import key_of, look_at
from portal.domain.rights import Right
from portal.web.admission import requires
from portal.web.live import answered, living

bp = Blueprint("live", __name__)


@bp.get("")
@requires(Right.STAY_SEE)
@living
def show() -> ResponseReturnValue:
    """As it is now, or that nothing changed."""
    return answered(key_of(), look_at)
