"""The queue as a page (Q1-Q4)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.blueprints.queue.choosing import chosen, query_of
from portal.blueprints.queue.living import living
from portal.clock import now
from portal.domain.rights import Right
from portal.web.admission import requires
from portal.web.responses import page

bp = Blueprint("queue", __name__)


@bp.get("")
@requires(Right.QUEUE_SEE)
def index() -> ResponseReturnValue:
    """The page."""
    wanted, at = chosen(), now()
    after = request.args.get("after", "")
    return page("queue/index.html", live=living(wanted, after, at), wanted=wanted, back=query_of(wanted, after=after))
