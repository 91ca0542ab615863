"""Confirming the roster (S37)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.roster.forms import StandingForm
from portal.blueprints.roster.place import roster_url, whose
from portal.clock import now
from portal.domain.roster.operations import verify_roster
from portal.web.admission import actor, requires
from portal.web.responses import changed

bp = Blueprint("verifications", __name__)


@bp.post("/roster/verifications")
@bp.post("/organisations/<int:organisation_id>/roster/verifications")
@requires(verify_roster)
def create(organisation_id: int | None = None) -> ResponseReturnValue:
    """It stands as it should."""
    organisation = whose(organisation_id)
    verify_roster(organisation.id, version=StandingForm().seen_version, by=actor(), at=now())
    return changed(to=roster_url(organisation.id), notice=_("Confirmed. Thank you; the next time is in the list."))
