"""Public messages of both sides (S45-S47)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.tickets.showing import shown
from portal.clock import now
from portal.domain.tickets.operations import reply
from portal.domain.tickets.queries import ticket_for
from portal.showing.ticket_forms import AnswerForm, ReplyForm
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404

bp = Blueprint("replies", __name__)


@bp.post("/<int:number>/replies")
@requires(reply)
def create(number: int) -> ResponseReturnValue:
    """Say it. A word that comes too late to reopen the ticket leads to the new one that goes on from it."""
    ticket = or_404(ticket_for(actor(), number))
    form = AnswerForm() if actor().is_staff else ReplyForm()
    if not form.validate():
        return invalid("tickets/show.html", **shown(ticket, reply=form))
    message = reply(ticket, form.draft(), by=actor(), at=now())
    went_on = message.ticket.number != number
    notice = _("A new ticket goes on from the closed one.") if went_on else _("Sent.")
    return changed(
        to=url_for("tickets.tickets.show", number=message.ticket.number, _anchor=f"message-{message.id}"), notice=notice
    )
