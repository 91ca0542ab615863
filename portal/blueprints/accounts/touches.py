"""Somebody touches a shared tablet without sending anything: its page says so, now and then (P4)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.domain.people.operations import note_seen
from portal.web.admission import actor, requires
from portal.web.responses import or_404

bp = Blueprint("touches", __name__, url_prefix="/pin/touches")


@bp.post("")
@requires(note_seen)
def create() -> ResponseReturnValue:
    """Admission has noted it, as it does of every request that isn't sent by itself."""
    or_404(actor().device_id)
    return "", 204
