"""The gifts of a stay: ordered, made, in the room; something else for what the guest must not have (V4, VE49)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.file import head_view
from portal.blueprints.stays.naming import in_language
from portal.blueprints.stays.opening import stay_here
from portal.blueprints.stays.showing import View
from portal.blueprints.stays.words import LINE_TONES, LINES
from portal.domain.rights import Right
from portal.domain.stays.models import AmenityLine
from portal.domain.stays.queries import guest_desk, lines_of
from portal.domain.stays.words import Line
from portal.showing.department_words import DEPARTMENT_NAMES
from portal.web.admission import requires
from portal.web.formats import deadline_view
from portal.web.responses import page

bp = Blueprint("gifts", __name__)
GOING = (Line.ORDERED, Line.MADE)


@bp.get("")
@requires(Right.STAY_SEE)
def show(reference: str) -> ResponseReturnValue:
    """What lies in the room, or will."""
    stay = stay_here(reference)
    lines = [gift_view(line) for line in lines_of(stay)]
    can_order = stay.is_running and any(line["state_word"] == Line.PLANNED for line in lines)
    return page(
        "stays/gifts.html", head=head_view(stay), lines=lines, can_order=can_order, currency=guest_desk().currency
    )


def gift_view(line: AmenityLine) -> View:
    """A row."""
    return {
        "id": line.id,
        "name": in_language(line.name, line.name_zh),
        "quantity": line.quantity,
        "maker": _(DEPARTMENT_NAMES[line.maker]),
        "cap": line.cap,
        "cost": line.cost,
        "over_cap_reason": line.over_cap_reason,
        "state": _(LINES[Line(line.state)]),
        "state_word": line.state,
        "tone": LINE_TONES.get(Line(line.state), ""),
        "blocked_by": line.blocked_by,
        "is_made": line.made_at is not None,
        "is_open": line.state in GOING,
        "due": deadline_view(_("in the room"), line.place_by_at, started_at=line.ordered_at, met_at=line.placed_at),
    }
