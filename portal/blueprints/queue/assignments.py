"""Giving a ticket to somebody from the queue, or back to nobody (Q5)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.queue.panel import panel_after, panel_with
from portal.clock import now
from portal.domain.tickets.operations import assign_ticket
from portal.domain.tickets.queries import agents, ticket_for
from portal.showing.ticket_forms import AssignmentForm
from portal.web.admission import actor, requires
from portal.web.responses import or_404

bp = Blueprint("assignments", __name__)


@bp.post("/<int:number>/assignment")
@requires(assign_ticket)
def create(number: int) -> ResponseReturnValue:
    """Assign it; of two who do so at once the second reads who has it now."""
    ticket = or_404(ticket_for(actor(), number))
    form = AssignmentForm(ticket, agents(ticket.organisation_id))
    if not form.validate():
        return panel_with(ticket, assignment=form)
    assign_ticket(ticket, form.chosen, by=actor(), at=now(), seen_holder=form.seen_holder)
    return panel_after(number, form.done)
