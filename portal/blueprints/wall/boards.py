"""The wallboard: the queue seen from four metres (Q6)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.blueprints.wall.showing import board_view
from portal.clock import now
from portal.domain.people.displays import display_link_of
from portal.domain.people.rules import Board
from portal.domain.promises.wallboard import wallboard
from portal.web.admission import actor, shown_on
from portal.web.responses import or_404, page

bp = Blueprint("boards", __name__)


@bp.get("/<string:token>")
@shown_on(Board.QUEUE)
def show(token: str) -> ResponseReturnValue:
    """The whole board; or, when it asks again, the live part of it."""
    link, at = or_404(display_link_of(actor())), now()
    view = board_view(wallboard(actor(), link, at), link, at)
    if request.args.get("v") == view.signature:
        return "", 204
    return page("wall/board.html", fragment="wall/_board.html", board=view, token=token)
