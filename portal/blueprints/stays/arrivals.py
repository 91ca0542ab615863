"""The guest is here: one touch (V21, VE4)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.forms import ReasonForm
from portal.blueprints.stays.opening import back_to, stay_here
from portal.clock import now
from portal.domain.stays.operations import arrive
from portal.web.admission import actor, requires

bp = Blueprint("arrivals", __name__)


@bp.post("")
@requires(arrive)
def create(reference: str) -> ResponseReturnValue:
    """Tea, luggage and registration begin. Into a room that has not passed only with a reason, for the first level."""
    stay, form = stay_here(reference), ReasonForm()
    arrive(stay, (form.reason.data or "")[:500], by=actor(), at=now())
    return back_to(reference, _("Arrived. Tea, luggage and registration are under way."))
