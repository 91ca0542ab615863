"""Everything that was said in a list (V32)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.checklists.showing import history_view, title_of
from portal.domain.checklists.queries import checklist_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import or_404, page

bp = Blueprint("histories", __name__)


@bp.get("")
@requires(Right.CHECKLIST_TICK)
def show(checklist_id: int) -> ResponseReturnValue:
    """Who, when, on which device, and when it was heard."""
    checklist = or_404(checklist_for(actor(), checklist_id))
    return page(
        "checklists/history.html", checklist=checklist, title=title_of(checklist), events=history_view(checklist)
    )
