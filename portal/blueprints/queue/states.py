"""Another state from the queue (Q5, S46)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.queue.forms import StateForm, set_state
from portal.blueprints.queue.panel import panel_after, panel_with
from portal.clock import now
from portal.domain.rights import Right
from portal.domain.tickets.queries import ticket_for
from portal.showing.ticket_words import STATES
from portal.web.admission import actor, requires
from portal.web.responses import or_404

bp = Blueprint("states", __name__)


@bp.post("/<int:number>/state")
@requires(Right.TICKET_WORK)
def create(number: int) -> ResponseReturnValue:
    """Change it."""
    ticket = or_404(ticket_for(actor(), number))
    form = StateForm(ticket)
    if not form.validate():
        return panel_with(ticket, state=form)
    set_state(ticket, form.chosen, form.words.data or "", by=actor(), at=now())
    notice = _("Ticket %(number)s: %(state)s.", number=number, state=_(STATES[form.chosen]))
    return panel_after(number, notice)
