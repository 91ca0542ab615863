"""An agent agrees with the severity that the caller proposed (S44)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.tickets.operations import confirm_severity
from portal.domain.tickets.queries import ticket_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("confirmations", __name__)


@bp.post("/<int:number>/severity/confirmation")
@requires(confirm_severity)
def create(number: int) -> ResponseReturnValue:
    """Confirm it."""
    confirm_severity(or_404(ticket_for(actor(), number)), by=actor(), at=now())
    return changed(to=url_for("tickets.tickets.show", number=number), notice=_("Severity confirmed."))
