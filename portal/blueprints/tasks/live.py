"""The list asks for itself."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.blueprints.tasks.choosing import chosen_department
from portal.blueprints.tasks.living import key_of, look_at
from portal.domain.rights import Right
from portal.web.admission import requires
from portal.web.live import answered, living

bp = Blueprint("live", __name__)


@bp.get("")
@requires(Right.TASK_WORK)
@living
def show() -> ResponseReturnValue:
    """As it is now, or that nothing changed."""
    department = chosen_department(request.args)
    return answered(key_of(department), lambda: look_at(department))
