"""Who is here, and who is calling: a room's number becomes how one speaks to the guest (VR79, VR84)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.blueprints.stays.naming import my_posts
from portal.blueprints.stays.showing import stay_view
from portal.domain.rights import Right
from portal.domain.stays.queries import in_house
from portal.web.admission import actor, requires
from portal.web.responses import page

bp = Blueprint("in_house", __name__)


@bp.get("")
@requires(Right.STAY_SEE)
def index() -> ResponseReturnValue:
    """By room; with one typed, that alone."""
    words, held = request.args.get("room", "").strip()[:12], my_posts()
    views = [stay_view(stay, held) for stay in in_house(actor())]
    found = [view for view in views if view["room"].startswith(words)]
    return page("stays/in_house.html", fragment="stays/_in_house.html", found=found, words=words)
