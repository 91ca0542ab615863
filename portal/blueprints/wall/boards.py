"""The wallboard: the queue seen from four metres (Q6)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.wall.showing import at_the_wall, key_of
from portal.domain.people.displays import display_link_of
from portal.domain.people.rules import Board
from portal.web.admission import actor, shown_on
from portal.web.live import drawn
from portal.web.responses import or_404, page

bp = Blueprint("boards", __name__)


@bp.get("/<path:token>")  # whatever stands there: a mistyped link is told so on the screen that shows it
@shown_on(Board.QUEUE)
def show(token: str) -> ResponseReturnValue:
    """The whole of it, when the screen is switched on."""
    link = or_404(display_link_of(actor()))
    return page("wall/board.html", live=drawn(key_of(link), at_the_wall(link, token)), theme=link.theme)
