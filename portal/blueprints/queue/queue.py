"""The queue as a page (Q1-Q4)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.blueprints.queue.choosing import asked_of, chips, chosen, query_of
from portal.blueprints.queue.living import key_of, looker
from portal.clock import now
from portal.domain.promises.views import bar_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.live import drawn
from portal.web.responses import page

bp = Blueprint("queue", __name__)


@bp.get("")
@requires(Right.QUEUE_SEE)
def index() -> ResponseReturnValue:
    """The page."""
    wanted, after = chosen(), request.args.get("after", "")
    return page(
        "queue/index.html",
        live=drawn(key_of(wanted, after), looker(wanted, after)),
        wanted=wanted,
        views=bar_for(actor()),
        present=query_of(wanted),
        chips=chips(actor(), wanted),
        kept=asked_of(wanted, q=""),
        choices=query_of(wanted, after=after),
        at=now(),
    )
