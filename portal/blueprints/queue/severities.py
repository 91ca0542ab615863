"""Another severity from the queue, with a reason that the customer sees (Q5, S44)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.queue.panel import panel_after, panel_with
from portal.clock import now
from portal.domain.tickets.operations import change_severity
from portal.domain.tickets.queries import ticket_for
from portal.showing.ticket_forms import SeverityForm
from portal.web.admission import actor, requires
from portal.web.responses import or_404

bp = Blueprint("severities", __name__)


@bp.post("/<int:number>/severity")
@requires(change_severity)
def create(number: int) -> ResponseReturnValue:
    """Change it; the deadline follows."""
    ticket = or_404(ticket_for(actor(), number))
    form = SeverityForm(ticket)
    if not form.validate():
        return panel_with(ticket, severity=form)
    change_severity(ticket, form.chosen, reason=form.severity_reason.data or "", by=actor(), at=now())
    return panel_after(number, form.done)
