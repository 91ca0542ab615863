"""A room for a stay: the candidates ranked, one chosen, and approved by the duty manager (V12, VR34-VR38)."""

from datetime import date

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.file import head_view
from portal.blueprints.stays.forms import RoomChoiceForm
from portal.blueprints.stays.opening import back_to, stay_here
from portal.blueprints.stays.words import ROOM_TYPES
from portal.clock import now
from portal.domain.rights import Right
from portal.domain.stays.finding import room_numbered
from portal.domain.stays.models import Room, Stay
from portal.domain.stays.operations import propose_room
from portal.domain.stays.queries import given_between, house_day, rooms
from portal.domain.stays.refusals import NotARoomForIt
from portal.domain.stays.rooming import Candidate, fitting
from portal.domain.stays.words import RoomState, RoomType
from portal.web.admission import actor, requires
from portal.web.ids import key
from portal.web.responses import invalid, or_404, page

bp = Blueprint("room_choices", __name__)
MOST_SHOWN = 12


@bp.get("")
@requires(Right.STAY_SEE)
def show(reference: str) -> ResponseReturnValue:
    """The best first; the others, for a reason."""
    return page("stays/room.html", **_view(stay_here(reference), RoomChoiceForm()))


@bp.post("")
@requires(propose_room)
def create(reference: str) -> ResponseReturnValue:
    """Given, for the duty manager to approve; who is in the house moves at once (VE10, VE11)."""
    stay, form = stay_here(reference), RoomChoiceForm()
    view = _view(stay, form)
    if not form.validate():
        return invalid("stays/room.html", **view)
    room = or_404(room_numbered(_number(form)))
    if not room.is_ready and not form.reason.data:
        form.refuse("reason", _(NotARoomForIt.sentence).format(number=room.number))
        return invalid("stays/room.html", **view)
    moved = propose_room(stay, room, form.reason.data or "", by=actor(), at=now())
    notice = _("Room %(number)s given. Tasks begun anew: %(added)d.", number=room.number, added=moved.added)
    return back_to(reference, notice)


def _view(stay: Stay, form: RoomChoiceForm) -> dict[str, object]:
    all_rooms, given = rooms(), given_between(stay.arrive_on, stay.depart_on, but=stay)
    there = {room.number: room for room in all_rooms if room.id != stay.room_id}
    ranked = fitting([_candidate(room, given, stay.arrive_on) for room in there.values()], RoomType(stay.room_type))
    best = [there[one.number] for one in ranked]
    others = [room for room in there.values() if room not in best and room.id not in given]
    form.room.choices = [("", _("Choose")), *((str(room.id), _called(room)) for room in [*best, *others])]
    return {
        "stay": stay,
        "head": head_view(stay),
        "best": [(room, _(ROOM_TYPES[RoomType(room.room_type)])) for room in best[:MOST_SHOWN]],
        "form": form,
        "is_proposed": stay.room_state == RoomState.PROPOSED,
        "is_short": not best,
        "action": url_for("stays.room_choices.create", reference=stay.reference),
    }


def _candidate(room: Room, given: set[int], arrive_on: date) -> Candidate:
    leaves_late = room.free_from_at is not None and house_day(room.free_from_at) >= arrive_on
    return Candidate(room.number, RoomType(room.room_type), room.is_ready, room.id in given, leaves_late)


def _called(room: Room) -> str:
    state = "" if room.is_ready else " · " + _("not ready")
    return f"{room.number} · {_(ROOM_TYPES[RoomType(room.room_type)])}{state}"


def _number(form: RoomChoiceForm) -> int:
    return key(str(form.room.data))
