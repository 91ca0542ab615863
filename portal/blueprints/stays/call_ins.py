"""A host who comes when needed (VR13)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.opening import back_to, stay_here
from portal.clock import now
from portal.domain.stays.finding import host_of
from portal.domain.stays.operations import call_in
from portal.web.admission import actor, requires
from portal.web.responses import or_404

bp = Blueprint("call_ins", __name__)


@bp.post("")
@requires(call_in)
def create(reference: str, host_id: int) -> ResponseReturnValue:
    """One touch."""
    stay = stay_here(reference)
    call_in(or_404(host_of(stay, host_id)), stay, by=actor(), at=now())
    return back_to(reference, _("Called."), "stays.hosts.show")
