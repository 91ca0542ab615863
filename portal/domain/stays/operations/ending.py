"""A stay ends: the guest leaves, doesn't come, or it is cancelled; and can be taken up again (V25, VE22-VE24, VE31)."""

from datetime import datetime

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.rights import Right, needs
from portal.domain.stays.facts import facts_of
from portal.domain.stays.models import Stay
from portal.domain.stays.operations.following import follow
from portal.domain.stays.queries import requests_of
from portal.domain.stays.refusals import StayIsOver
from portal.domain.stays.words import Asked, RoomState, State


@needs(Right.STAY_WORK)
def cancel_stay(stay: Stay, reason: str, *, by: Actor, at: datetime) -> None:
    """The guest doesn't come: everything open is void, makers are told to stop, the room is free (VE22).

    Refused: StayIsOver.
    """
    _end(stay, State.CANCELLED, reason, by=by, at=at)


@needs(Right.STAY_WORK)
def note_no_show(stay: Stay, *, by: Actor, at: datetime) -> None:
    """The guest didn't come; said by a person, never by the clock (VE23). Refused: StayIsOver."""
    _end(stay, State.NO_SHOW, "no show", by=by, at=at)


@needs(Right.STAY_WORK)
def depart(stay: Stay, *, by: Actor, at: datetime) -> None:
    """The guest has left; the room is dirty, and what was still to come of the stay isn't needed (V25, VE31).

    Left already: nothing happens. Refused: StayIsOver, for one who never came.
    """
    one_at_a_time(f"stay {stay.id}")
    session().refresh(stay, ("state",))
    if stay.state == State.DEPARTED:
        return
    if stay.state != State.IN_HOUSE:
        raise StayIsOver
    before = facts_of(stay)
    stay.state, stay.departed_at = State.DEPARTED, at
    if stay.room is not None:
        stay.room.is_clean = stay.room.is_taken = False
        stay.room.changed_at = at
    stay.version, stay.changed_at = stay.version + 1, at
    record(by, "stay.departed", stay, at=at)
    follow(stay, before, by=by, at=at, reason="guest has left")


@needs(Right.STAY_WORK)
def reinstate_stay(stay: Stay, *, by: Actor, at: datetime) -> None:
    """It takes place after all: everything is made anew from what it is now, the history stays (VE24).

    Refused: StayIsOver, when it wasn't cancelled.
    """
    if stay.state not in (State.CANCELLED, State.NO_SHOW):
        raise StayIsOver
    before = facts_of(stay)
    stay.state, stay.ended_reason = State.EXPECTED, ""
    stay.version, stay.changed_at = stay.version + 1, at
    record(by, "stay.reinstated", stay, at=at)
    follow(stay, before, by=by, at=at)


def _end(stay: Stay, state: State, reason: str, *, by: Actor, at: datetime) -> None:
    one_at_a_time(f"stay {stay.id}")
    session().refresh(stay, ("state",))
    if stay.state != State.EXPECTED:
        raise StayIsOver
    before = facts_of(stay)
    stay.state, stay.ended_reason = state, reason.strip()
    stay.version, stay.changed_at = stay.version + 1, at
    for request in requests_of(stay):
        if request.state in (Asked.PROPOSED, Asked.OPEN):
            request.state = Asked.CLOSED
    record(by, f"stay.{state}", stay, at=at, reason=stay.ended_reason)
    follow(stay, before, by=by, at=at, reason="stay cancelled" if state == State.CANCELLED else "no show")
    stay.room, stay.room_id, stay.room_state = None, None, RoomState.NONE
