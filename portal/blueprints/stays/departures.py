"""The guest has left (V25, VE31)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.opening import back_to, stay_here
from portal.clock import now
from portal.domain.stays.operations import depart
from portal.web.admission import actor, requires

bp = Blueprint("departures", __name__)


@bp.post("")
@requires(depart)
def create(reference: str) -> ResponseReturnValue:
    """The room is dirty; what was still to come isn't needed."""
    depart(stay_here(reference), by=actor(), at=now())
    return back_to(reference, _("Departed. The room is to be cleaned."))
