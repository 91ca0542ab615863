"""The parts desk: notices, and what has to lie ready for today, tomorrow and later, part by part (BR32, BR34)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.preparation.living import look_at_parts, parts_key
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.live import drawn
from portal.web.responses import page

bp = Blueprint("parts", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
def index() -> ResponseReturnValue:
    """Grouped by part."""
    return page("preparation/parts.html", live=drawn(parts_key(), look_at_parts), may=actor().rights)
