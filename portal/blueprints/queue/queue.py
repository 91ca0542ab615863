"""The queue as a page (Q1-Q4)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.blueprints.queue.choosing import asked_of, chips, chosen, query_of
from portal.blueprints.queue.living import key_of, looker
from portal.clock import now
from portal.domain.promises.views import bar_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.formats import clock
from portal.web.frame import page_kept
from portal.web.lately import lately
from portal.web.live import drawn

bp = Blueprint("queue", __name__)


@bp.get("")
@requires(Right.QUEUE_SEE)
def index() -> ResponseReturnValue:
    """The page."""
    wanted, after = chosen(), request.args.get("after", "")
    live, who = drawn(key_of(wanted, after), looker(wanted, after)), actor()
    return page_kept(
        "queue/index.html",
        live,
        wanted=wanted,
        views=lately(("queue views", who.person_id), lambda: tuple(bar_for(who))),
        present=query_of(wanted),
        chips=tuple(chips(who, wanted)),
        kept=tuple(asked_of(wanted, q="")),
        choices=query_of(wanted, after=after),
        as_of=clock(now()),
    )
