"""The templates that the portal brings along, for a house that has none (V35)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.checklists.operations import make_template
from portal.domain.checklists.seeds import seed_templates
from portal.web.admission import actor, requires
from portal.web.responses import changed

bp = Blueprint("defaults", __name__)


@bp.post("")
@requires(make_template)
def create() -> ResponseReturnValue:
    """Nothing happens where there is one already."""
    seed_templates(by=actor(), at=now())
    return changed(to=url_for("checklists.templates.index"))
