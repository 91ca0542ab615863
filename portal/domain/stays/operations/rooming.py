"""Rooms are given at the latest a day before, approved by the duty manager, then told (V12, VR34-VR38)."""

from datetime import datetime

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.rights import Right, needs
from portal.domain.stays.facts import facts_of
from portal.domain.stays.models import Room, Stay
from portal.domain.stays.operations.following import Moved, follow
from portal.domain.stays.queries import given_between
from portal.domain.stays.refusals import NoRoomYet, NotARoomForIt, RoomIsGiven, StayIsOver
from portal.domain.stays.words import RoomState, State


@needs(Right.STAY_WORK)
def propose_room(stay: Stay, room: Room, reason: str, *, by: Actor, at: datetime) -> Moved:
    """Give this room to the stay, for the duty manager to approve; one in house moves at once (VE10, VE11).

    Two who give one room at once: the second is refused. Refused: NotARoomForIt, but with a `reason` (VR36);
    RoomIsGiven, StayIsOver.
    """
    one_at_a_time("rooms are given")
    if not stay.is_running:
        raise StayIsOver
    if room.id in given_between(stay.arrive_on, stay.depart_on, but=stay):
        raise RoomIsGiven(number=room.number)
    if not room.is_ready and not reason.strip():
        raise NotARoomForIt(number=room.number)
    before = facts_of(stay)
    if stay.state == State.IN_HOUSE:
        _leave(stay, at)
        room.is_taken, room.changed_at = True, at
    stay.room, stay.room_id = room, room.id
    stay.room_state = RoomState.APPROVED if stay.state == State.IN_HOUSE else RoomState.PROPOSED
    stay.version, stay.changed_at = stay.version + 1, at
    record(by, "room.proposed", stay, at=at, room=room.number, reason=reason.strip())
    return follow(stay, before, by=by, at=at)


@needs(Right.CHECKLIST_SIGN)
def approve_room(stay: Stay, *, by: Actor, at: datetime) -> None:
    """The duty manager says yes to the room. Refused: NoRoomYet. Approved already: nothing happens."""
    if stay.room is None:
        raise NoRoomYet
    if stay.room_state != RoomState.APPROVED:
        stay.room_state = RoomState.APPROVED
        stay.version, stay.changed_at = stay.version + 1, at
        record(by, "room.approved", stay, at=at, room=stay.room.number)
        session().flush()


def _leave(stay: Stay, at: datetime) -> None:
    """The old room is dirty now (VE11)."""
    if stay.room is not None:
        stay.room.is_clean = stay.room.is_taken = False
        stay.room.changed_at = at
