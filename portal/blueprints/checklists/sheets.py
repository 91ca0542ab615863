"""A list on paper: A4, the same codes, a box to tick (U21)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.checklists.showing import list_view
from portal.clock import now
from portal.domain.checklists.queries import checklist_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.formats import moment
from portal.web.responses import or_404, page

bp = Blueprint("sheets", __name__)


@bp.get("")
@requires(Right.CHECKLIST_TICK)
def show(checklist_id: int) -> ResponseReturnValue:
    """As it stands now, with the version it follows and who printed it."""
    checklist = or_404(checklist_for(actor(), checklist_id))
    return page(
        "checklists/sheet.html",
        view=list_view(checklist),
        version=checklist.version.number,
        printed=moment(now()),
        by=actor().name,
    )
