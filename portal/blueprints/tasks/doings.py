"""A task is done, with one touch; and isn't after all."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.tasks.operations import do_task, take_back_doing
from portal.domain.tasks.queries import task_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("doings", __name__)


@bp.post("")
@requires(do_task)
def create(task_id: int) -> ResponseReturnValue:
    """Done. Of two who say so the first is kept."""
    at = now()
    is_first = do_task(or_404(task_for(actor(), task_id)), happened_at=at, by=actor(), at=at)
    return changed(to=url_for("tasks.tasks.index"), notice=_("Done.") if is_first else _("Somebody did this already."))


@bp.post("/withdrawal")
@requires(take_back_doing)
def destroy(task_id: int) -> ResponseReturnValue:
    """Open again."""
    take_back_doing(or_404(task_for(actor(), task_id)), by=actor(), at=now())
    return changed(to=url_for("tasks.tasks.show", task_id=task_id), notice=_("It is open again."))
