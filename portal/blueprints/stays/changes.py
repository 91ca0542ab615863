"""What departments were told of a stay, and that they have seen it (V17, VR62)."""

from datetime import datetime

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.file import head_view
from portal.blueprints.stays.opening import stay_here
from portal.blueprints.stays.showing import View, level_name
from portal.blueprints.stays.words import FACTS, STATES
from portal.clock import now
from portal.domain.people.queries import names_of
from portal.domain.rights import Right
from portal.domain.stays.finding import change_for, changes_unseen
from portal.domain.stays.models import StayChange
from portal.domain.stays.operations import see_change
from portal.domain.stays.queries import changes_of
from portal.domain.stays.words import State
from portal.showing.department_words import DEPARTMENT_NAMES
from portal.web.admission import actor, requires
from portal.web.formats import clock
from portal.web.responses import changed, or_404, page

told = Blueprint("told", __name__)
bp = Blueprint("changes", __name__)
HIDDEN = {"itinerary", "requests"}  # from who only prepares the room (privacy 3)


@told.get("")
@requires(Right.TASK_WORK)
def index() -> ResponseReturnValue:
    """What one's departments were told and nobody of them has seen."""
    sees_all = actor().may(Right.STAY_SEE)
    rows = [_row(one, {}, sees_all=sees_all) | _where(one) for one in changes_unseen(actor())]
    return page("stays/told.html", rows_told=rows)


@told.post("/<int:change_id>")
@requires(see_change)
def update(change_id: int) -> ResponseReturnValue:
    """Seen; of two the first is kept."""
    see_change(or_404(change_for(actor(), change_id)), by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Seen."))


@bp.get("")
@requires(Right.STAY_SEE)
def show(reference: str) -> ResponseReturnValue:
    """The newest first, with who has seen it."""
    stay = stay_here(reference)
    found = changes_of(stay)
    names = names_of([one.seen_by_id for one in found if one.seen_by_id])
    return page(
        "stays/changes.html", head=head_view(stay), rows_told=[_row(one, names, sees_all=True) for one in found]
    )


def _row(one: StayChange, names: dict[int, str], *, sees_all: bool) -> View:
    return {
        "id": one.id,
        "department": _(DEPARTMENT_NAMES[one.department]),
        "at": one.at,
        "seen_at": one.seen_at,
        "seen_by": names.get(one.seen_by_id or 0, ""),
        "lines": [_line(fact, *pair, is_hidden=fact in HIDDEN and not sees_all) for fact, pair in one.changes.items()],
    }


def _where(one: StayChange) -> View:
    room = one.stay.room
    return {"room": room.number if room else "", "level": level_name(one.stay.level)}


def _line(fact: str, before: object, after: object, *, is_hidden: bool) -> str:
    name = _(FACTS[fact])
    if is_hidden:
        return name
    return f"{name}: {_said(fact, before) or _('none')} → {_said(fact, after) or _('none')}"


def _said(fact: str, value: object) -> str:
    if fact in ("arrival", "departure"):
        return clock(datetime.fromisoformat(str(value)))
    if fact == "level":
        return level_name(str(value) or None)
    return _(STATES[State(str(value))]) if fact == "state" else str(value)
