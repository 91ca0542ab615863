"""The queue as a page (Q1-Q4)."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from portal.blueprints.queue.choosing import address_of, asked_of, chips, chosen, query_of, words_of
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
    """The page. Who asks for an organisation or the like that isn't there comes to the queue without that choice."""
    wanted, after = chosen(), request.args.get("after", "")
    words = words_of(actor(), wanted)
    if unknown := [name for name, word in words.items() if not word]:
        return redirect(address_of(wanted, **dict.fromkeys(unknown, "")), 303)
    live, who = drawn(key_of(wanted, after), looker(wanted, after)), actor()
    return page_kept(
        "queue/index.html",
        live,
        wanted=wanted,
        views=lately(("queue views", who.person_id), lambda: tuple(bar_for(who))),
        present=query_of(wanted),
        chips=tuple(chips(wanted, words)),
        kept=tuple(asked_of(wanted, q="")),
        choices=query_of(wanted, after=after),
        as_of=clock(now()),
    )
