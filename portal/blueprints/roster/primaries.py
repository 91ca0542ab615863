"""Who is the primary contact (S33)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.roster.forms import StandingForm
from portal.blueprints.roster.place import roster_url
from portal.clock import now
from portal.domain.roster.operations import hand_over_primary
from portal.domain.roster.queries import caller_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("primaries", __name__)


@bp.post("/roster/callers/<int:caller_id>/primary")
@requires(hand_over_primary)
def create(caller_id: int) -> ResponseReturnValue:
    """Hand the role to this caller."""
    caller = or_404(caller_for(actor(), caller_id))
    hand_over_primary(caller, version=StandingForm().seen_version, by=actor(), at=now())
    notice = _("%(name)s is the primary contact now.", name=caller.name)
    return changed(to=roster_url(caller.organisation_id), notice=notice)
