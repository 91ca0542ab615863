"""Correcting what one has said; what it said before stays readable (S47)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.tickets.models import Message
from portal.domain.tickets.operations import edit_message
from portal.domain.tickets.queries import message_for
from portal.showing.ticket_forms import MessageForm
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("messages", __name__)


@bp.get("/<int:number>/messages/<int:message_id>")
@requires(edit_message)
def edit(number: int, message_id: int) -> ResponseReturnValue:
    """The text in a form, for its author."""
    message = own(number, message_id)
    return page("tickets/message.html", ticket=message.ticket, message=message, form=MessageForm(obj=message))


@bp.post("/<int:number>/messages/<int:message_id>")
@requires(edit_message)
def update(number: int, message_id: int) -> ResponseReturnValue:
    """Correct it."""
    message = own(number, message_id)
    form = MessageForm()
    if not form.validate():
        return invalid("tickets/message.html", ticket=message.ticket, message=message, form=form)
    edit_message(message, form.body.data or "", by=actor(), at=now())
    back = url_for("tickets.tickets.show", number=number, _anchor=f"message-{message_id}")
    return changed(to=back, notice=_("Corrected."))


def own(number: int, message_id: int) -> Message:
    """What the reader said; nobody else finds it here, whatever they may read."""
    message = or_404(message_for(actor(), number, message_id))
    return or_404(message if message.author_id == actor().person_id and not message.is_automatic else None)
