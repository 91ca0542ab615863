"""The living part of the queue, as the page asks for it again and again (Q3)."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.blueprints.queue.choosing import chosen
from portal.blueprints.queue.living import living
from portal.clock import now
from portal.domain.rights import Right
from portal.web.admission import requires

bp = Blueprint("live", __name__)


@bp.get("/live")
@requires(Right.QUEUE_SEE)
def show() -> ResponseReturnValue:
    """The element that stands in the page."""
    return render_template("queue/_live.html", live=living(chosen(), request.args.get("after", ""), now()))
