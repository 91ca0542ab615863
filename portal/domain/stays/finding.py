"""One of each noun by its number, guests as one types, gifts by day."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.departments.queries import departments_for
from portal.domain.departments.words import Department, Post
from portal.domain.rights import Right
from portal.domain.stays.models import AmenityLine, Guest, LevelRequest, Room, Stay, StayChange, StayHost
from portal.domain.stays.profile import profile_of
from portal.domain.stays.words import Asked, Level, Line, RoomState, State

MOST_FOUND, MOST_CHANGES = 20, 100
KNOW_EVERYBODY = frozenset({Post.DUTY_MANAGER, Post.GENERAL_MANAGER, Post.MANAGING_DIRECTOR})


def guest_for(actor: Actor, guest_id: int) -> Guest | None:
    """One guest; None for those who may not see any (P2)."""
    return session().get(Guest, guest_id) if actor.may(Right.STAY_SEE) else None


def guests_like(actor: Actor, words: str) -> list[Guest]:
    """Those whose name or phone has this in it, by name."""
    if not actor.may(Right.STAY_SEE) or not words:
        return []
    part = f"%{words.replace('%', '').replace('_', '')}%"
    fits = or_(Guest.name.ilike(part), Guest.name_latin.ilike(part), Guest.phone.like(part))
    found = select(Guest).where(fits, Guest.erased_at.is_(None)).order_by(Guest.name, Guest.id)
    return list(session().scalars(found.limit(MOST_FOUND)))


def room_numbered(room_id: int) -> Room | None:
    """One room."""
    return session().get(Room, room_id)


def request_of(stay: Stay, request_id: int) -> LevelRequest | None:
    """A request for a level of this stay."""
    found = session().get(LevelRequest, request_id)
    return found if found is not None and found.stay_id == stay.id else None


def host_of(stay: Stay, host_id: int) -> StayHost | None:
    """A host of this stay."""
    found = session().get(StayHost, host_id)
    return found if found is not None and found.stay_id == stay.id else None


def change_for(actor: Actor, change_id: int) -> StayChange | None:
    """What this person's department was told; None for what others were (P2)."""
    found = session().get(StayChange, change_id) if actor.may(Right.TASK_WORK) else None
    return found if found is not None and Department(found.department) in departments_for(actor) else None


def changes_unseen(actor: Actor) -> list[StayChange]:
    """What this person's departments were told and nobody of them has seen, the oldest first; with stay and room."""
    if not actor.may(Right.TASK_WORK):
        return []
    theirs = (StayChange.seen_at.is_(None), StayChange.department.in_(sorted(departments_for(actor))))
    whole = joinedload(StayChange.stay).joinedload(Stay.room)
    found = select(StayChange).where(*theirs).options(whole).order_by(StayChange.at, StayChange.id)
    return list(session().scalars(found.limit(MOST_CHANGES)))


def gift_for(actor: Actor, line_id: int) -> AmenityLine | None:
    """A gift that this person's department makes; any for those who see stays. None otherwise (P2)."""
    line = session().get(AmenityLine, line_id) if actor.may(Right.GIFT_MAKE) else None
    if line is None or actor.may(Right.STAY_SEE):
        return line
    return line if Department(line.maker) in departments_for(actor) else None


def gifts_until(departments: Collection[Department], until: datetime) -> list[tuple[AmenityLine, str, str]]:
    """What was ordered of these departments for until then and isn't in the room, the soonest first (V7).

    No guest's name: makers need none (privacy 3). A room that nobody has approved yet isn't told.
    """
    open_ones = (AmenityLine.state.in_((Line.ORDERED, Line.MADE)), AmenityLine.place_by_at <= until)
    found = (
        select(AmenityLine, Room.number, Stay.level, Stay.room_state)
        .join(Stay, Stay.id == AmenityLine.stay_id)
        .outerjoin(Room, Room.id == Stay.room_id)
        .where(*open_ones, AmenityLine.maker.in_(sorted(departments)))
        .order_by(AmenityLine.place_by_at, AmenityLine.id)
    )
    return [
        (line, number if state == RoomState.APPROVED else "", level or "")
        for line, number, level, state in session().execute(found)
    ]


def stays_undecided() -> set[int]:
    """The ids of running stays of which a level is asked for, or proposed, and nobody has decided."""
    waiting = select(LevelRequest.stay_id).where(LevelRequest.state.in_((Asked.PROPOSED, Asked.OPEN)))
    return set(session().scalars(waiting))


def gifts_planned_until(until: datetime) -> list[Stay]:
    """The running stays with gifts that nobody has ordered and that are to be in the room by then."""
    planned = select(AmenityLine.stay_id).where(AmenityLine.state == Line.PLANNED, AmenityLine.place_by_at <= until)
    running = (Stay.id.in_(planned), Stay.state.in_((State.EXPECTED, State.IN_HOUSE)))
    return list(session().scalars(select(Stay).where(*running).order_by(Stay.arrive_at, Stay.id)))


def may_know_name(stay: Stay, held: Collection[Post]) -> bool:
    """Somebody with these posts may know who a confidential guest is: the hosts and the duty manager (privacy 3)."""
    if not stay.is_confidential or KNOW_EVERYBODY & set(held):
        return True
    if not stay.level:
        return False
    hosts = profile_of(stay.profile.content).of(Level(stay.level)).hosts
    return any(host.post in held for host in hosts)


def line_of(stay: Stay, line_id: int) -> AmenityLine | None:
    """A gift of this stay."""
    found = session().get(AmenityLine, line_id)
    return found if found is not None and found.stay_id == stay.id else None
