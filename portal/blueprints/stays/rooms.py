"""How the rooms are: clean, taken, out of order are three things (VR36, VE45)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.forms import RoomForm, RoomStateForm
from portal.blueprints.stays.words import ROOM_TYPES
from portal.clock import now
from portal.domain.rights import Right
from portal.domain.stays.finding import room_numbered
from portal.domain.stays.models import Room
from portal.domain.stays.operations import change_room, make_room
from portal.domain.stays.queries import rooms
from portal.domain.stays.words import RoomType
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("rooms", __name__)


@bp.get("")
@requires(Right.TASK_WORK)
def index() -> ResponseReturnValue:
    """By number, what is not ready first."""
    found = rooms()
    ready = sum(room.is_ready for room in found)
    floors = sorted({room.floor for room in found})
    shown = [(floor, [_row(room) for room in found if room.floor == floor]) for floor in floors]
    return page("stays/rooms/index.html", floors=shown, ready=ready, total=len(found))


@bp.get("/new")
@requires(make_room)
def new() -> ResponseReturnValue:
    """The form."""
    return page("stays/rooms/new.html", form=RoomForm())


@bp.post("")
@requires(make_room)
def create() -> ResponseReturnValue:
    """One more."""
    form = RoomForm()
    if not form.validate():
        return invalid("stays/rooms/new.html", form=form)
    room = make_room(form.draft(), by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Room %(number)s added.", number=room.number))


@bp.get("/<int:room_id>")
@requires(Right.TASK_WORK)
def show(room_id: int) -> ResponseReturnValue:
    """One room, and what can be said of it."""
    return page("stays/rooms/show.html", room=_row(or_404(room_numbered(room_id))), form=RoomStateForm())


@bp.post("/<int:room_id>")
@requires(change_room)
def update(room_id: int) -> ResponseReturnValue:
    """One touch; cleaning never puts a room in order again (VE45)."""
    room, form = or_404(room_numbered(room_id)), RoomStateForm()
    said = str(form.is_now.data or "")
    if not form.validate() or (said == "out" and not form.reason.data):
        if said == "out":
            form.refuse("reason", _("Say what is out of order."))
        return invalid("stays/rooms/show.html", room=_row(room), form=form)
    change_room(
        room,
        is_clean={"clean": True, "dirty": False}.get(said, room.is_clean),
        is_taken=room.is_taken,
        out_of_order_reason={"out": form.reason.data or "", "in-order": ""}.get(said, room.out_of_order_reason),
        by=actor(),
        at=now(),
    )
    return changed(to=url_for(".index"), notice=_("Room %(number)s: noted.", number=room.number))


def _row(room: Room) -> dict[str, object]:
    return {
        "id": room.id,
        "number": room.number,
        "kind": _(ROOM_TYPES[RoomType(room.room_type)]),
        "is_clean": room.is_clean,
        "is_taken": room.is_taken,
        "is_ready": room.is_ready,
        "out_of_order": room.out_of_order_reason,
        "href": url_for("stays.rooms.show", room_id=room.id),
    }
