"""A gift lies in the room (V15, VR108)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.stays.finding import gift_for
from portal.domain.stays.operations import place_gift
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("placings", __name__)


@bp.post("")
@requires(place_gift)
def create(line_id: int) -> ResponseReturnValue:
    """One touch."""
    place_gift(or_404(gift_for(actor(), line_id)), by=actor(), at=now())
    return changed(to=url_for("stays.board.index"), notice=_("In the room."))
