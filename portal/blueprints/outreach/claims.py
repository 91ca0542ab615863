"""I call this customer now: a colleague who tries the same reads who does."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.outreach.operations import claim_call
from portal.domain.outreach.queries import invite_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("claims", __name__)


@bp.post("")
@requires(claim_call)
def create(invite_id: int) -> ResponseReturnValue:
    """Mine for the length of a call."""
    claim_call(or_404(invite_for(actor(), invite_id)), by=actor(), at=now())
    return changed(to=url_for("outreach.calls.show", invite_id=invite_id))
