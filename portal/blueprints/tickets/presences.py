"""Who else has the ticket open, asked by the page every ten seconds while it is visible (S47)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.tickets.operations import mark_presence
from portal.domain.tickets.queries import present, ticket_for
from portal.web.admission import actor, by_itself, requires
from portal.web.responses import or_404, page

bp = Blueprint("presences", __name__)


@bp.post("/<int:number>/presence")
@requires(mark_presence)
@by_itself
def create(number: int) -> ResponseReturnValue:
    """I am here; who else is?"""
    ticket, at = or_404(ticket_for(actor(), number)), now()
    mark_presence(ticket, is_writing=request.form.get("typing") == "1", by=actor(), at=at)
    return page("tickets/_presence.html", here=present(ticket, but=actor(), at=at))
