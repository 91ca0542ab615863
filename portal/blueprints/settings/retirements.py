"""Taking a product area out of the list, and putting it back (S41)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.tickets.operations import restore_area, retire_area
from portal.domain.tickets.queries import area_numbered
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("retirements", __name__)


@bp.post("/areas/<int:area_id>/retirement")
@requires(retire_area)
def create(area_id: int) -> ResponseReturnValue:
    """New tickets can't be about it."""
    retire_area(or_404(area_numbered(area_id)), by=actor(), at=now())
    return changed(to=url_for("settings.areas.index"), notice=_("Product area retired."))


@bp.post("/areas/<int:area_id>/restoration")
@requires(restore_area)
def destroy(area_id: int) -> ResponseReturnValue:
    """They can again."""
    restore_area(or_404(area_numbered(area_id)), by=actor(), at=now())
    return changed(to=url_for("settings.areas.index"), notice=_("Product area restored."))
