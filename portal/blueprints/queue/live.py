"""The living part of the queue, as the page asks for it again and again (Q3)."""

from flask import Blueprint, Response, request

from portal.blueprints.queue.choosing import chosen
from portal.blueprints.queue.living import key_of, looker
from portal.domain.rights import Right
from portal.web.admission import requires
from portal.web.live import answered, living

bp = Blueprint("live", __name__)


@bp.get("/live")
@requires(Right.QUEUE_SEE)
@living
def show() -> Response:
    """The element that stands in the page, when it isn't what the page has."""
    wanted, after = chosen(), request.args.get("after", "")
    return answered(key_of(wanted, after), looker(wanted, after))
