"""Whom of several who are free, and which other times to offer when one is gone."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from portal.domain.booking.words import Taken

if TYPE_CHECKING:
    from portal.domain.booking.search import Slot

NEAREST, QUIETEST = 3, 3
LONGEST = 7 * 24 * 60  # minutes that anything is taken for
_FREE, _OF = 3, 4  # quiet: so many of those at work are free


def loads_on(booked: Mapping[int, Sequence[Taken]], begin: int, end: int) -> dict[int, int]:
    """Minutes that each resource is booked for between two moments: of a day. What is booked comes in order."""

    def load(rows: Sequence[Taken]) -> int:
        near = rows[bisect_left(rows, (begin - LONGEST,)) : bisect_left(rows, (end,))]
        return sum(min(stop, end) - max(start, begin) for start, stop, _, _ in near if stop > begin)

    return {key: load(rows) for key, rows in booked.items()}


def chosen(free: Sequence[int], order: Sequence[int], loads: Mapping[int, int], on: date) -> int:
    """The one of those who are free with the least to do that day; of equals, each is first on another day.

    Fair, and the same whoever asks and however often, so that the page and the commit name the same advisor.
    """
    turn, many = on.toordinal(), len(order)
    return min(free, key=lambda key: (loads.get(key, 0), (order.index(key) - turn) % many))


def is_quiet(free: int, at_work: int) -> bool:
    """Most of those who are at work then have nothing booked (A5)."""
    return free * _OF >= at_work * _FREE


def alternatives(offered: Sequence["Slot"], wanted_at: datetime) -> tuple["Slot", ...]:
    """The nearest three, and the nearest three quiet ones of the others, in the order of time (A5, BR26)."""
    by_distance = sorted(offered, key=lambda slot: (abs(slot.start_at - wanted_at), slot.start_at))
    nearest = by_distance[:NEAREST]
    quiet = [slot for slot in by_distance[NEAREST:] if slot.is_quiet][:QUIETEST]
    return tuple(sorted([*nearest, *quiet], key=lambda slot: slot.start_at))
