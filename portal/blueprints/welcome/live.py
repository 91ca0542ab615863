"""The living part of the welcome board, which is all of it (A30: within 2 s)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.welcome.showing import at_the_entrance, in_turn, key_of, wanted_page
from portal.domain.people.displays import display_link_of
from portal.domain.people.rules import Board
from portal.web.admission import actor, shown_on
from portal.web.live import answered, living
from portal.web.responses import or_404

bp = Blueprint("live", __name__)


@bp.get("/<string:token>/live")
@shown_on(Board.WELCOME)
@living
def show(token: str) -> ResponseReturnValue:
    """As the screen asks for it again and again."""
    link = or_404(display_link_of(actor()))
    in_turn(link)
    wanted = wanted_page()
    return answered(key_of(link, wanted), at_the_entrance(token, wanted))
