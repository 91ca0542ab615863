"""It works again, as far as we know (S46)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.tickets.operations import resolve_ticket
from portal.domain.tickets.queries import ticket_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("resolutions", __name__)


@bp.post("/<int:number>/resolution")
@requires(resolve_ticket)
def create(number: int) -> ResponseReturnValue:
    """Resolved; the customer is told, and silence closes it."""
    resolve_ticket(or_404(ticket_for(actor(), number)), by=actor(), at=now())
    return changed(to=url_for("tickets.tickets.show", number=number), notice=_("Resolved; the customer is told."))
