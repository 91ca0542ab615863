"""Revoking a display link: its screen shows nothing any more (Q6)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.people.displays import display_link_for
from portal.domain.people.operations import revoke_display_link
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("display_revocations", __name__)


@bp.post("/display-links/<int:link_id>/revocation")
@requires(revoke_display_link)
def create(link_id: int) -> ResponseReturnValue:
    """For good: a new link has another address."""
    revoke_display_link(or_404(display_link_for(actor(), link_id)), by=actor(), at=now())
    return changed(to=url_for("settings.display_links.index"), notice=_("Display link revoked."))
