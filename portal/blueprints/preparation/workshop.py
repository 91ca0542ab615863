"""The workshop's page: what is booked, moved, cancelled, and which bay it takes (A21, BR31-BR33)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.preparation.showing import notice_view
from portal.clock import now
from portal.domain.appointments.preparation_words import Side
from portal.domain.appointments.prepared import told_and_read
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import page

bp = Blueprint("workshop", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
def index() -> ResponseReturnValue:
    """What is to be acknowledged, what is due first on top; below what was."""
    told, read = told_and_read(actor(), Side.WORKSHOP, now())
    return page(
        "preparation/workshop.html",
        notices=[notice_view(one) for one in told],
        done=[notice_view(one) for one in read],
        may=actor().rights,
    )
