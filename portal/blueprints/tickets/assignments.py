"""Giving a ticket to somebody, or back to nobody (S49)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.blueprints.tickets.showing import shown
from portal.clock import now
from portal.domain.tickets.operations import assign_ticket
from portal.domain.tickets.queries import agents, ticket_for
from portal.showing.ticket_forms import AssignmentForm
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404

bp = Blueprint("assignments", __name__)


@bp.post("/<int:number>/assignment")
@requires(assign_ticket)
def create(number: int) -> ResponseReturnValue:
    """Assign it."""
    ticket = or_404(ticket_for(actor(), number))
    form = AssignmentForm(ticket, agents(ticket.organisation_id))
    if not form.validate():
        return invalid("tickets/show.html", **shown(ticket, assignment=form))
    assign_ticket(ticket, form.chosen, by=actor(), at=now(), seen_holder=form.seen_holder)
    return changed(to=url_for("tickets.tickets.show", number=number), notice=form.done)
