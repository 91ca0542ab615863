"""The list of tasks, and one of them."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.blueprints.tasks.choosing import chosen_department
from portal.blueprints.tasks.living import key_of, look_at
from portal.blueprints.tasks.showing import task_view
from portal.domain.departments.queries import departments_for
from portal.domain.rights import Right
from portal.domain.tasks.queries import escalations_of, task_for
from portal.showing.department_words import DEPARTMENT_NAMES, POST_NAMES
from portal.web.admission import actor, requires
from portal.web.live import drawn
from portal.web.responses import or_404, page

bp = Blueprint("tasks", __name__)


@bp.get("")
@requires(Right.TASK_WORK)
def index() -> ResponseReturnValue:
    """What this reader's departments have to do, the soonest first; or one of them."""
    department = chosen_department(request.args)
    return page(
        "tasks/index.html",
        live=drawn(key_of(department), lambda: look_at(department)),
        departments=[(one, DEPARTMENT_NAMES[one]) for one in sorted(departments_for(actor()))],
        chosen=department,
    )


@bp.get("/<int:task_id>")
@requires(Right.TASK_WORK)
def show(task_id: int) -> ResponseReturnValue:
    """One task, and how it went up the line."""
    task = or_404(task_for(actor(), task_id))
    steps = [(one.at, POST_NAMES.get(one.post, ""), one.withdrawn_at) for one in escalations_of(task)]
    return page("tasks/show.html", view=task_view(task), steps=steps)
