"""One ticket to work on: beside the queue, or on a page of its own where there is no room or no JavaScript (Q5)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.queue.panel import panel
from portal.domain.rights import Right
from portal.domain.tickets.queries import ticket_for
from portal.web.admission import actor, requires
from portal.web.responses import or_404, page

bp = Blueprint("panels", __name__)


@bp.get("/<int:number>")
@requires(Right.TICKET_WORK)
def show(number: int) -> ResponseReturnValue:
    """With every form that makes sense now."""
    ticket = or_404(ticket_for(actor(), number))
    return page("queue/show.html", fragment="queue/_panel.html", **panel(ticket))
