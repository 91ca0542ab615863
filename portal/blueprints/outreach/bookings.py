"""The customer wants to come: on to the booking screen, with all that was said on the phone (A11, BR12)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.blueprints.outreach.forms import AttemptForm
from portal.blueprints.outreach.showing import card
from portal.clock import now
from portal.domain.outreach.operations import go_on_to_book
from portal.domain.outreach.queries import call_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404

bp = Blueprint("bookings", __name__)


@bp.post("")
@requires(go_on_to_book)
def create(invite_id: int) -> ResponseReturnValue:
    """The notes go along; the attempt is recorded with the booking, or not at all."""
    invite, holder = or_404(call_for(actor(), invite_id, now()))
    form = AttemptForm()
    if not form.validate():
        return invalid("outreach/show.html", **card(invite, holder, form))
    screen = url_for("appointments.invited.new", invite_id=invite_id)
    go_on_to_book(invite, form.draft(), screen, form.notes(), by=actor(), at=now())
    return changed(to=screen)
