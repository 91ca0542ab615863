"""Pools of interchangeable places: which lane a stretch takes, and how to make room when lanes have become fragmented.

While fewer than `lanes` stretches lie above each other at every minute, all of them fit: given lanes anew in the order
of their beginnings, each finds one free (BE7). Never used for people and bays, which nobody exchanges silently.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.domain.booking.minutes import Stretch


@dataclass(frozen=True, slots=True)
class Laid:
    """A stretch that lies on a lane."""

    id: int
    stretch: Stretch
    lane: int


def free_lane(new: Stretch, there: Iterable[Laid], lanes: Iterable[int]) -> int | None:
    """The first of these lanes on which nothing meets the stretch; None when each has something."""
    used = {laid.lane for laid in there if _meet(laid.stretch, new)}
    return next((lane for lane in lanes if lane not in used), None)


def laid_anew(new: Stretch, there: Sequence[Laid], lanes: int) -> tuple[dict[int, int], int] | None:
    """Other lanes for some of those there (by id), and the new one's; None when the pool is full.

    `there` must be all that is connected to the new stretch, one touching the next.
    """
    moves: dict[int, int] = {}
    own, ends = -1, [min([new[0], *(laid.stretch[0] for laid in there)])] * lanes
    line = [(laid.stretch, laid.id, laid.lane) for laid in there] + [(new, 0, -1)]
    for (start, end), number, before in sorted(line, key=lambda each: (each[0][0], each[1])):
        lane = next((lane for lane in range(lanes) if ends[lane] <= start), None)
        if lane is None:
            return None
        ends[lane] = end
        if number == 0:
            own = lane
        elif lane != before:
            moves[number] = lane
    return moves, own


def connected(new: Stretch, there: Iterable[Laid]) -> list[Laid]:
    """Those that touch the stretch, those that touch these, and so on."""
    begin, end = new
    left, found = sorted(there, key=lambda laid: laid.stretch), []
    while near := [laid for laid in left if _meet(laid.stretch, (begin, end))]:
        found += near
        begin, end = min(begin, *(n.stretch[0] for n in near)), max(end, *(n.stretch[1] for n in near))
        left = [laid for laid in left if laid not in near]
    return found


def _meet(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]
