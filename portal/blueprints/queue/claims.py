"""Taking a ticket that is nobody's, from its row (Q5)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.queue.panel import panel_after
from portal.clock import now
from portal.domain.tickets.operations import claim_ticket
from portal.domain.tickets.queries import ticket_for
from portal.web.admission import actor, requires
from portal.web.responses import or_404

bp = Blueprint("claims", __name__)


@bp.post("/<int:number>/claim")
@requires(claim_ticket)
def create(number: int) -> ResponseReturnValue:
    """Take it; who comes second reads who has it."""
    claim_ticket(or_404(ticket_for(actor(), number)), by=actor(), at=now())
    return panel_after(number, _("Ticket %(number)s is yours.", number=number))
