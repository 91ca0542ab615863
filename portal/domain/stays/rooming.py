"""Which room for whom: only clean, vacant ones; the highest level first when they are short (V12, VR36-VR38). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.domain.stays.approving import ORDER
from portal.domain.stays.words import Level, RoomType


@dataclass(frozen=True, slots=True)
class Candidate:
    """A room, as far as choosing needs it."""

    number: str
    room_type: RoomType
    is_ready: bool  # clean, vacant, in order
    is_given: bool  # to another stay on one of these days
    leaves_late: bool = False  # its present guest leaves on the day of the arrival only (VR37)


@dataclass(frozen=True, slots=True)
class Claim:
    """A stay that wants a room."""

    reference: str
    level: Level | None
    arrive_at: datetime
    asked_at: datetime
    room_type: RoomType


def fitting(rooms: Iterable[Candidate], wanted: RoomType) -> list[Candidate]:
    """The rooms that may be given, the best first: of the type, left early enough, by number."""
    may = [room for room in rooms if room.is_ready and not room.is_given]
    return sorted(may, key=lambda room: (room.room_type != wanted, room.leaves_late, room.number))


def in_turn(claims: Iterable[Claim]) -> list[Claim]:
    """Who comes first when rooms are short: the level, then the time of arrival, then who asked first (VR38)."""
    last = len(ORDER)
    return sorted(
        claims,
        key=lambda claim: (ORDER.index(claim.level) if claim.level else last, claim.arrive_at, claim.asked_at),
    )


def shared_out(claims: Sequence[Claim], rooms: Sequence[Candidate]) -> dict[str, str | None]:
    """A room for each, in turn; None: none is left for this one (VE47). By the stay's reference."""
    left, given = list(rooms), dict[str, str | None]()
    for claim in in_turn(claims):
        best = next(iter(fitting(left, claim.room_type)), None)
        given[claim.reference] = best.number if best else None
        left = [room for room in left if room is not best]
    return given
