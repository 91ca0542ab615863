"""Yes: the level stands, and everything that hangs on the stay follows (V6, VE6, VE8)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.forms import WordForm
from portal.blueprints.stays.opening import back_to, request_here, stay_here
from portal.clock import now
from portal.domain.stays.operations import approve_level
from portal.web.admission import actor, requires

bp = Blueprint("approvals", __name__)


@bp.post("")
@requires(approve_level)
def create(reference: str, request_id: int) -> ResponseReturnValue:
    """Of two who decide at once the first has."""
    stay, form = stay_here(reference), WordForm()
    one = request_here(stay, request_id)
    approve_level(one, stay, (form.word.data or "")[:500], by=actor(), at=now())
    return back_to(reference, _("Approved. Tasks, gifts and hosts follow the level."))
