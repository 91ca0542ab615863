"""Waiting for somebody who is neither us nor the customer (S46). Waiting for the customer comes with an answer."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.tickets.showing import shown
from portal.clock import now
from portal.domain.tickets.operations import wait_for_third_party
from portal.domain.tickets.queries import ticket_for
from portal.showing.ticket_forms import WaitForm
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404

bp = Blueprint("waits", __name__)


@bp.post("/<int:number>/wait")
@requires(wait_for_third_party)
def create(number: int) -> ResponseReturnValue:
    """It waits."""
    ticket = or_404(ticket_for(actor(), number))
    form = WaitForm()
    if not form.validate():
        return invalid("tickets/show.html", **shown(ticket, wait=form))
    wait_for_third_party(ticket, whom=form.whom.data or "", by=actor(), at=now())
    return changed(to=url_for("tickets.tickets.show", number=number), notice=_("The ticket waits for a third party."))
