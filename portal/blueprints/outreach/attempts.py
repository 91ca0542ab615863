"""What a call came to, with one touch (A11, A12, A14)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.outreach.forms import AttemptForm
from portal.blueprints.outreach.showing import card
from portal.clock import now
from portal.domain.outreach.operations import record_attempt
from portal.domain.outreach.queries import call_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404

bp = Blueprint("attempts", __name__)


@bp.post("")
@requires(record_attempt)
def create(invite_id: int) -> ResponseReturnValue:
    """One attempt more, and on to the next customer."""
    invite, holder = or_404(call_for(actor(), invite_id, now()))
    form = AttemptForm()
    if not form.validate():
        return invalid("outreach/show.html", **card(invite, holder, form))
    record_attempt(invite, form.draft(), by=actor(), at=now())
    return changed(to=url_for("outreach.calls.index"), notice=_("Call noted. The next one stands on top."))
