"""Taking a ticket that is nobody's (S49)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.tickets.operations import claim_ticket
from portal.domain.tickets.queries import ticket_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("claims", __name__)


@bp.post("/<int:number>/claim")
@requires(claim_ticket)
def create(number: int) -> ResponseReturnValue:
    """Take it; who comes second reads who has it."""
    claim_ticket(or_404(ticket_for(actor(), number)), by=actor(), at=now())
    return changed(to=url_for("tickets.tickets.show", number=number), notice=_("The ticket is yours."))
