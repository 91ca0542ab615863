"""Another severity, with a reason that the customer sees (S44)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.blueprints.tickets.showing import shown
from portal.clock import now
from portal.domain.tickets.operations import change_severity
from portal.domain.tickets.queries import ticket_for
from portal.showing.ticket_forms import SeverityForm
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404

bp = Blueprint("severities", __name__)


@bp.post("/<int:number>/severity")
@requires(change_severity)
def create(number: int) -> ResponseReturnValue:
    """Change it; the deadline follows."""
    ticket = or_404(ticket_for(actor(), number))
    form = SeverityForm(ticket)
    if not form.validate():
        return invalid("tickets/show.html", **shown(ticket, severity=form))
    change_severity(ticket, form.chosen, reason=form.severity_reason.data or "", by=actor(), at=now())
    return changed(to=url_for("tickets.tickets.show", number=number), notice=form.done)
