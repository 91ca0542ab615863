"""The board of makers: one list for each department, with totals and cost (V7)."""

from datetime import timedelta
from itertools import groupby

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.gifts import gift_view
from portal.blueprints.stays.showing import View, level_name
from portal.clock import now
from portal.domain.departments.queries import departments_for
from portal.domain.rights import Right
from portal.domain.stays.finding import gifts_until
from portal.domain.stays.operations import order_gifts_together
from portal.domain.stays.queries import guest_desk
from portal.web.admission import actor, requires
from portal.web.responses import changed, page

bp = Blueprint("board", __name__)
AHEAD = timedelta(hours=36)  # what is ordered this afternoon is for tomorrow


@bp.get("")
@requires(Right.GIFT_MAKE)
def index() -> ResponseReturnValue:
    """What falls to one's departments until tomorrow night, the soonest first; no guest's name."""
    rows = [
        gift_view(line) | {"room": room, "level": level_name(level)}
        for line, room, level in gifts_until(departments_for(actor()), now() + AHEAD)
    ]
    rows.sort(key=lambda row: row["maker"])
    lists = [_list(maker, list(group)) for maker, group in groupby(rows, lambda row: row["maker"])]
    return page("stays/board.html", lists=lists, currency=guest_desk().currency)


@bp.post("")
@requires(order_gifts_together)
def create() -> ResponseReturnValue:
    """All that is planned until tomorrow night is ordered at once."""
    number = order_gifts_together(now() + AHEAD, by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Ordered: %(number)d.", number=number))


def _list(maker: str, rows: list[View]) -> View:
    return {
        "maker": maker,
        "rows": rows,
        "pieces": sum(row["quantity"] for row in rows),
        "allowed": sum((row["cap"] or 0) * row["quantity"] for row in rows),
        "cost": sum(row["cost"] or 0 for row in rows),
    }
