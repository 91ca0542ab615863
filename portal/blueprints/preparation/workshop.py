"""The workshop's page: what is booked, moved, cancelled, and which bay it takes (A21, BR31-BR33)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.preparation.living import look_at_workshop, workshop_key
from portal.domain.rights import Right
from portal.web.admission import requires
from portal.web.live import drawn
from portal.web.responses import page

bp = Blueprint("workshop", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
def index() -> ResponseReturnValue:
    """What is to be acknowledged, what is due first on top; below what was."""
    return page("preparation/workshop.html", live=drawn(workshop_key(), look_at_workshop))
