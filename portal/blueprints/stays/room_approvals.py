"""The duty manager says yes to a room (VR34)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.opening import back_to, stay_here
from portal.clock import now
from portal.domain.stays.operations import approve_room
from portal.web.admission import actor, requires

bp = Blueprint("room_approvals", __name__)


@bp.post("")
@requires(approve_room)
def create(reference: str) -> ResponseReturnValue:
    """Approved."""
    approve_room(stay_here(reference), by=actor(), at=now())
    return back_to(reference, _("Room approved."))
