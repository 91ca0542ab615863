"""Gifts for a stay (客房赠送物品): planned from the level, ordered, made, placed; what changes with it (V4, V7).

A level that rises orders the difference, one that falls cancels what isn't made; what is made stays, and its cost is
booked (VE6, VE7). Nobody is sent to take fruit back.
"""

from datetime import datetime, timedelta

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.rights import Right, needs
from portal.domain.stays.finding import gifts_planned_until
from portal.domain.stays.models import AmenityLine, Stay
from portal.domain.stays.profile import Amenity, profile_of
from portal.domain.stays.queries import GONE, lines_of
from portal.domain.stays.refusals import OverTheCap, StayIsOver
from portal.domain.stays.words import Level, Line, State

PLACED_BEFORE = timedelta(hours=2)  # V15
OPEN = (Line.PLANNED, Line.ORDERED, Line.BLOCKED)


@needs(Right.STAY_WORK)
def follow_gifts(stay: Stay, reason: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - said by the stay's own entry
    """The lines are those of the stay's level now, due before its arrival now."""
    wanted = {one.code: one for one in _wanted(stay)}
    there = {line.code: line for line in lines_of(stay) if line.state not in GONE}
    for code, line in there.items():
        line.place_by_at = stay.arrive_at - PLACED_BEFORE
        if code in wanted and stay.is_running:
            _replace(line, wanted.pop(code), stay, by, at)
        elif stay.state != State.DEPARTED:
            _drop(line, stay, by, at)
    for one in wanted.values():
        session().add(_line(one, stay, by, at))


@needs(Right.STAY_WORK)
def order_gifts(stay: Stay, *, by: Actor, at: datetime) -> int:
    """Send what is planned to its makers; how many lines. Blocked ones wait for something else (VE49).

    Refused: StayIsOver.
    """
    if not stay.is_running:
        raise StayIsOver
    planned = [line for line in lines_of(stay) if line.state == Line.PLANNED]
    for line in planned:
        line.ordered_at = at
        _to(line, Line.ORDERED, by, at)
    if planned:
        record(by, "gifts.ordered", stay, at=at, codes=[line.code for line in planned])
    return len(planned)


@needs(Right.STAY_WORK)
def order_gifts_together(until: datetime, *, by: Actor, at: datetime) -> int:
    """Send all that is planned for until then to its makers at once, as every afternoon (V7); how many lines."""
    return sum(order_gifts(stay, by=by, at=at) for stay in gifts_planned_until(until))


@needs(Right.GIFT_MAKE)
def make_gift(line: AmenityLine, cost: int | None, over_cap_reason: str, *, by: Actor, at: datetime) -> None:
    """It is made, and what it came to. Above its cap only with a reason (VE48). Refused: OverTheCap."""
    if cost is not None and line.cap is not None and cost > line.cap and not over_cap_reason.strip():
        raise OverTheCap(cap=line.cap)
    line.cost, line.over_cap_reason, line.made_at = cost, over_cap_reason.strip(), at
    _to(line, Line.MADE, by, at)
    record(by, "gift.made", line, at=at, cost=cost, over_cap_reason=line.over_cap_reason)


@needs(Right.GIFT_MAKE)
def place_gift(line: AmenityLine, *, by: Actor, at: datetime) -> None:
    """It lies in the room."""
    if line.state in (Line.PLANNED, Line.ORDERED, Line.MADE):
        line.made_at, line.placed_at = line.made_at or at, at
        _to(line, Line.PLACED, by, at)
        record(by, "gift.placed", line, at=at)


@needs(Right.STAY_WORK)
def substitute_gift(line: AmenityLine, name: str, name_zh: str, *, by: Actor, at: datetime) -> None:
    """Something else in place of what the guest must not have (VE49)."""
    record(by, "gift.substituted", line, at=at, before=line.name, name=name)
    line.name, line.name_zh, line.blocked_by = name, name_zh, ""
    _to(line, Line.PLANNED, by, at)


def _wanted(stay: Stay) -> tuple[Amenity, ...]:
    if not stay.level or not stay.is_running:
        return ()
    return profile_of(stay.profile.content).of(Level(stay.level)).amenities


def _line(one: Amenity, stay: Stay, by: Actor, at: datetime) -> AmenityLine:
    blocked = _blocked(one, stay)
    return AmenityLine(
        stay_id=stay.id,
        code=one.code,
        name=one.name,
        name_zh=one.name_zh,
        maker=one.maker,
        quantity=one.quantity,
        cap=one.cap,
        place_by_at=stay.arrive_at - PLACED_BEFORE,
        state=Line.BLOCKED if blocked else Line.PLANNED,
        blocked_by=blocked,
        changed_at=at,
        changed_by_id=by.person_id,
    )


def _blocked(one: Amenity, stay: Stay) -> str:
    """What in it the guest avoids."""
    return " ".join(sorted(set(one.contains) & set(stay.guest.avoids.split())))


def _replace(line: AmenityLine, one: Amenity, stay: Stay, by: Actor, at: datetime) -> None:
    """Another level's basket takes the place of one that isn't made; of one that is, only the name differs (VE6)."""
    if line.state in OPEN and (line.name, line.cap) != (one.name, one.cap):
        _drop(line, stay, by, at)
        session().add(_line(one, stay, by, at))
    elif line.state == Line.PLANNED and _blocked(one, stay):
        line.blocked_by = _blocked(one, stay)
        _to(line, Line.BLOCKED, by, at)


def _drop(line: AmenityLine, stay: Stay, by: Actor, at: datetime) -> None:
    is_made = line.state in (Line.MADE, Line.PLACED)
    gone = Line.WASTED if stay.state in (State.CANCELLED, State.NO_SHOW) else Line.SUNK
    _to(line, gone if is_made else Line.CANCELLED, by, at)


def _to(line: AmenityLine, state: Line, by: Actor, at: datetime) -> None:
    line.state, line.changed_at, line.changed_by_id = state, at, by.person_id
