"""The welcome board, when the screen is switched on (A30)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.welcome.showing import at_the_entrance, in_turn, key_of, wanted_page
from portal.domain.people.displays import display_link_of
from portal.domain.people.rules import Board
from portal.web.admission import actor, shown_on
from portal.web.live import drawn
from portal.web.responses import or_404, page

bp = Blueprint("boards", __name__)


@bp.get("/<path:token>")  # whatever stands there: a mistyped link is told so on the screen that shows it
@shown_on(Board.WELCOME)
def show(token: str) -> ResponseReturnValue:
    """The whole of it."""
    link = or_404(display_link_of(actor()))
    in_turn(link)
    wanted = wanted_page()
    live = drawn(key_of(link, wanted), at_the_entrance(token, wanted))
    return page("welcome/board.html", live=live, theme=link.theme)
