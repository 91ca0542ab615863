"""Strips: one mark for each unit of a frame, as one large integer, so that whole months are compared at once.

A unit is as many minutes as divide everything that a slot can begin or end by: usually a quarter of an hour. It is a
byte of the integer, 1 or 0. Marks are set by slices of a bytearray, which costs the same for an hour as for a week; a
month of one resource is 6 kB, in minutes 90 kB, and `&` over it takes microseconds.

What begins or ends within a unit is rounded so that nothing is lost or gained: who works a part of it doesn't work the
whole of it, what takes a part of it leaves nobody the whole of it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portal.domain.booking.minutes import Stretch, joined

_BITS = 8
_MARK = b"\x01"
Strip = int


class Frame(NamedTuple):
    """The minutes that are looked at, [begin, end), in units of so many."""

    begin: int
    end: int
    unit: int = 1

    @property
    def length(self) -> int:
        """How many units."""
        return self.at(self.end)

    def at(self, minute: int) -> int:
        """Which unit is the first that doesn't begin before that minute."""
        return -((self.begin - minute) // self.unit)

    def minute(self, at: int) -> int:
        """When a unit begins."""
        return self.begin + at * self.unit


def whole(frame: Frame, stretches: Iterable[Stretch], *, but: Iterable[Stretch] = ()) -> Strip:
    """Marks on the units that lie in the stretches from end to end, none on those that one of `but` touches."""
    found, unit = bytearray(frame.length), frame.unit
    for start, end in joined(stretches):
        a, b = max(frame.at(start), 0), min((end - frame.begin) // unit, len(found))
        if a < b:
            found[a:b] = _MARK * (b - a)
    return int.from_bytes(found, "little") & ~touched(frame, but)


def begun(frame: Frame, stretches: Iterable[Stretch], *, but: Iterable[Stretch] = ()) -> Strip:
    """Marks on the units whose first minute lies in one of the stretches, and in none of `but`."""
    found = bytearray(frame.length)
    for pieces, mark in ((stretches, _MARK), (but, b"\0")):
        for start, end in pieces:
            a, b = max(frame.at(start), 0), min(frame.at(end), len(found))
            if a < b:
                found[a:b] = mark * (b - a)
    return int.from_bytes(found, "little")


def touched(frame: Frame, stretches: Iterable[Stretch]) -> Strip:
    """Marks on the units that one of the stretches touches."""
    return crossed(frame, [(start, end, 0, 0) for start, end in stretches], 0, 0)


def crossed(frame: Frame, taken: Iterable[tuple[int, int, int, int]], before: int, after: int) -> Strip:
    """Marks on what is taken, and around it where one with these buffers would come too near: the larger counts (BE34).

    Runs for each booking of two months: no calls, nothing made on the way.
    """
    begin, _end, unit = frame
    length = frame.length
    found = bytearray(length)
    for start, end, xb, xa in taken:
        a = (start - (xb if xb > after else after) - begin) // unit  # noqa: FURB136
        b = -((begin - end - (xa if xa > before else before)) // unit)  # noqa: FURB136
        if a < 0 or b > length:
            a, b = max(a, 0), min(b, length)
        if a < b:
            found[a:b] = _MARK * (b - a)
    return int.from_bytes(found, "little")


def ticked(frame: Frame, grids: Iterable[Stretch], step: int) -> Strip:
    """A mark at the beginning of each stretch, and every `step` minutes from there to its end."""
    marks, steps = bytearray(frame.length), step // frame.unit
    for start, end in grids:
        a, b = frame.at(start), min(frame.at(end), len(marks))
        if a < 0:
            a = a % steps
        if a < b:
            marks[a:b:steps] = _MARK * len(range(a, b, steps))
    return int.from_bytes(marks, "little")


def lasting(strip: Strip, units: int) -> Strip:
    """Marks where so many marks in a row begin. Doubling: ninety take seven steps."""
    have = 1
    while have < units and strip:
        more = min(have, units - have)
        strip &= strip >> (more * _BITS)
        have += more
    return strip


def ahead(strip: Strip, units: int) -> Strip:
    """Each mark that many units sooner."""
    return strip >> (units * _BITS)


def as_bytes(frame: Frame, strip: Strip) -> bytes:
    """A byte for each unit, for looking up."""
    return strip.to_bytes(frame.length, "little")


def marks_in(marks: bytes, a: int, b: int) -> Iterator[int]:
    """The places of the marks from a to b."""
    at = marks.find(_MARK, a, b)
    while at >= 0:
        yield at
        at = marks.find(_MARK, at + 1, b)


def crowded(stretches: Iterable[Stretch], lanes: int) -> Iterator[Stretch]:
    """Where so many of them, or more, lie above each other: a pool of `lanes` places is full there (BE7)."""
    steps: dict[int, int] = {}
    for start, end in stretches:
        steps[start] = steps.get(start, 0) + 1
        steps[end] = steps.get(end, 0) - 1
    there, since = 0, 0
    for minute in sorted(steps):
        before, there = there, there + steps[minute]
        if before < lanes <= there:
            since = minute
        elif there < lanes <= before:
            yield since, minute
