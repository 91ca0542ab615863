"""The living part of the wallboard, which is nearly all of it (Q3, Q6)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.wall.showing import at_the_wall, key_of
from portal.domain.people.displays import display_link_of
from portal.domain.people.rules import Board
from portal.web.admission import actor, shown_on
from portal.web.live import answered, living
from portal.web.responses import or_404

bp = Blueprint("live", __name__)


@bp.get("/<string:token>/live")
@shown_on(Board.QUEUE)
@living
def show(token: str) -> ResponseReturnValue:
    """As the screen asks for it again and again."""
    link = or_404(display_link_of(actor()))
    return answered(key_of(link), at_the_wall(link, token))
