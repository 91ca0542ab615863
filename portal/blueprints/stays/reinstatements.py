"""It takes place after all (VE24)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.opening import back_to, stay_here
from portal.clock import now
from portal.domain.stays.operations import reinstate_stay
from portal.web.admission import actor, requires

bp = Blueprint("reinstatements", __name__)


@bp.post("")
@requires(reinstate_stay)
def create(reference: str) -> ResponseReturnValue:
    """Everything is made anew from what the stay is now."""
    reinstate_stay(stay_here(reference), by=actor(), at=now())
    return back_to(reference, _("The stay takes place again."))
