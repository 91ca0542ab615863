"""The parts desk: notices, and what has to lie ready for today, tomorrow and later, part by part (BR32, BR34)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.preparation.showing import TONES, line_view, notice_view
from portal.blueprints.preparation.words import PART_STATES
from portal.clock import now
from portal.domain.appointments.prepared import Part, store_for
from portal.domain.appointments.sheets import shop_zone, today_at
from portal.domain.booking.minutes import day_bounds
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import page

bp = Blueprint("parts", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
def index() -> ResponseReturnValue:
    """Grouped by part."""
    zone = shop_zone()
    today = day_bounds(today_at(now(), zone), zone)[0]
    store = store_for(actor(), today)
    return page(
        "preparation/parts.html",
        notices=[notice_view(one) for one in store.told],
        parts=[_view(one) for one in store.parts],
        states=PART_STATES,
        tones=TONES,
        may=actor().rights,
    )


def _view(part: Part) -> dict[str, object]:
    return {"name": part.name, "wanted": part.wanted, "lines": [(one, line_view(line)) for one, line in part.lines]}
