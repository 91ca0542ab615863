"""Notes among staff (S47)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.tickets.showing import shown
from portal.clock import now
from portal.domain.tickets.operations import add_note
from portal.domain.tickets.queries import ticket_for
from portal.showing.ticket_forms import NoteForm
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404

bp = Blueprint("notes", __name__)


@bp.post("/<int:number>/notes")
@requires(add_note)
def create(number: int) -> ResponseReturnValue:
    """Write it down; the customer never sees it."""
    ticket = or_404(ticket_for(actor(), number))
    form = NoteForm()
    if not form.validate():
        return invalid("tickets/show.html", **shown(ticket, note=form))
    note = add_note(ticket, form.draft(), by=actor(), at=now())
    return changed(to=url_for("tickets.tickets.show", number=number, _anchor=f"message-{note.id}"), notice=_("Noted."))
