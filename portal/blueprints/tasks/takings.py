"""Whoever takes a task answers for it (VR104)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.tasks.operations import take_task
from portal.domain.tasks.queries import task_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("takings", __name__)


@bp.post("")
@requires(take_task)
def create(task_id: int) -> ResponseReturnValue:
    """Taken."""
    take_task(or_404(task_for(actor(), task_id)), by=actor(), at=now())
    return changed(to=url_for("tasks.tasks.show", task_id=task_id), notice=_("You have taken this."))
