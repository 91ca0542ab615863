"""The workshop's page: what is booked, moved, cancelled, and which bay it takes (A21, BR31-BR33)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from portal.blueprints.preparation.showing import notice_view
from portal.clock import now
from portal.domain.appointments.preparation_words import Side
from portal.domain.appointments.prepared import told_and_read
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.ids import key
from portal.web.responses import page

bp = Blueprint("workshop", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
def index() -> ResponseReturnValue:
    """What is to be acknowledged, what is due first on top; below what was."""
    after = request.args.get("after", type=key)
    told, read, following = told_and_read(actor(), Side.WORKSHOP, now(), after)
    return page(
        "preparation/workshop.html",
        notices=[notice_view(one) for one in told],
        done=[notice_view(one) for one in read] if after is None else [],
        first=None if after is None else url_for(".index"),
        following=None if following is None else url_for(".index", after=following),
        may=actor().rights,
    )
