"""Closing a ticket, and taking the closing back (S46)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.tickets.showing import shown
from portal.clock import now
from portal.domain.tickets.operations import close_ticket, reopen_ticket
from portal.domain.tickets.queries import ticket_for
from portal.showing.ticket_forms import ClosureForm, ReopeningForm
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404

bp = Blueprint("closures", __name__)


@bp.post("/<int:number>/closure")
@requires(close_ticket)
def create(number: int) -> ResponseReturnValue:
    """Close it."""
    ticket = or_404(ticket_for(actor(), number))
    form = ClosureForm()
    if not form.validate():
        return invalid("tickets/show.html", **shown(ticket, closure=form))
    close_ticket(ticket, reason=form.closing_reason.data or "", by=actor(), at=now())
    return changed(to=url_for("tickets.tickets.show", number=number), notice=_("Closed; the customer is told why."))


@bp.post("/<int:number>/closure/withdrawal")
@requires(reopen_ticket)
def destroy(number: int) -> ResponseReturnValue:
    """Open it again."""
    ticket = or_404(ticket_for(actor(), number))
    form = ReopeningForm()
    if not form.validate():
        return invalid("tickets/show.html", **shown(ticket, reopening=form))
    reopen_ticket(ticket, reason=form.reopening_reason.data or "", by=actor(), at=now())
    return changed(to=url_for("tickets.tickets.show", number=number), notice=_("Open again."))
