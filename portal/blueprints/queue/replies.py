"""An answer to the customer from the queue (Q5, S45)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.queue.forms import PanelAnswerForm
from portal.blueprints.queue.panel import panel_after, panel_with
from portal.clock import now
from portal.domain.rights import Right
from portal.domain.tickets.operations import reply
from portal.domain.tickets.queries import ticket_for
from portal.web.admission import actor, requires
from portal.web.responses import or_404

bp = Blueprint("replies", __name__)


@bp.post("/<int:number>/replies")
@requires(Right.TICKET_WORK)
def create(number: int) -> ResponseReturnValue:
    """Send it. For who works on tickets: to reply is a customer's right too, on the ticket's own page."""
    ticket = or_404(ticket_for(actor(), number))
    form = PanelAnswerForm()
    if not form.validate():
        return panel_with(ticket, reply=form)
    reply(ticket, form.draft(), by=actor(), at=now())
    return panel_after(number, _("Your answer to %(number)s is sent.", number=number))
