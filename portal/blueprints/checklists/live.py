"""The living parts: another's tick is here within two seconds (V32, U16)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.checklists.living import list_key, lists_key, look_at, look_at_lists
from portal.domain.checklists.queries import checklist_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.live import answered, living
from portal.web.responses import or_404

index = Blueprint("live_lists", __name__)
one = Blueprint("live", __name__)


@index.get("")
@requires(Right.CHECKLIST_TICK)
@living
def show() -> ResponseReturnValue:
    """The open lists."""
    return answered(lists_key(), look_at_lists)


@one.get("", endpoint="show")
@requires(Right.CHECKLIST_TICK)
@living
def show_one(checklist_id: int) -> ResponseReturnValue:
    """One list."""
    checklist = or_404(checklist_for(actor(), checklist_id))
    return answered(list_key(checklist), lambda: look_at(checklist))
