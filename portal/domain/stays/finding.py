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
from portal.domain.stays.queries import GONE
from portal.domain.stays.words import Level, RoomState

MOST_FOUND = 20
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


def change_of(stay: Stay, change_id: int) -> StayChange | None:
    """What a department was told of this stay."""
    found = session().get(StayChange, change_id)
    return found if found is not None and found.stay_id == stay.id else None


def gift_for(actor: Actor, line_id: int) -> AmenityLine | None:
    """A gift that this person's department makes; any for those who see stays. None otherwise (P2)."""
    line = session().get(AmenityLine, line_id) if actor.may(Right.GIFT_MAKE) else None
    if line is None or actor.may(Right.STAY_SEE):
        return line
    return line if Department(line.maker) in departments_for(actor) else None


def gifts_until(departments: Collection[Department], until: datetime) -> list[tuple[AmenityLine, str, str]]:
    """What these departments still have to make or place by then, the soonest first: with room and level (V7).

    No guest's name: makers need none (privacy 3). A room that nobody has approved yet isn't told.
    """
    open_ones = (AmenityLine.state.not_in(GONE), AmenityLine.placed_at.is_(None), AmenityLine.place_by_at <= until)
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
    waiting = select(LevelRequest.stay_id).where(LevelRequest.state.in_(("proposed", "open")))
    return set(session().scalars(waiting))


def rooms_given_now(actor: Actor) -> dict[int, Stay]:
    """Who is in which room, by the room's id."""
    if not actor.may(Right.STAY_SEE):
        return {}
    here = select(Stay).where(Stay.state == "in_house", Stay.room_id.is_not(None))
    return {stay.room_id: stay for stay in session().scalars(here.options(joinedload(Stay.guest))) if stay.room_id}


def may_know_name(stay: Stay, held: Collection[Post]) -> bool:
    """Somebody with these posts may know who a confidential guest is: the hosts and the duty manager (privacy 3)."""
    if not stay.is_confidential or KNOW_EVERYBODY & set(held):
        return True
    if not stay.level:
        return False
    hosts = profile_of(stay.profile.content).of(Level(stay.level)).hosts
    return any(host.post in held for host in hosts)
