"""Strips: one mark for each minute of a frame, as one large integer, so that whole months are compared at once.

A minute is a byte of the integer, 1 or 0. Marks are set by slices of a bytearray, which costs the same for an hour as
for a week; a month of one resource is 90 kB, and `&` over it takes microseconds.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portal.domain.booking.minutes import Stretch

_BITS = 8
_MARK = b"\x01"
Strip = int


class Frame(NamedTuple):
    """The minutes that are looked at, [begin, end)."""

    begin: int
    end: int

    @property
    def length(self) -> int:
        """How many."""
        return self.end - self.begin


def marked(frame: Frame, stretches: Iterable[Stretch], *, but: Iterable[Stretch] = ()) -> Strip:
    """Marks on the stretches, none where one of `but` lies."""
    marks = bytearray(frame.length)
    for a, b in _within(frame, stretches):
        marks[a:b] = _MARK * (b - a)
    for a, b in _within(frame, but):
        marks[a:b] = bytes(b - a)
    return int.from_bytes(marks, "little")


def _within(frame: Frame, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """What of them lies in the frame, counted from its beginning. Runs for each booking of two months: no calls."""
    begin, end = frame
    for start, stop in stretches:
        a = start - begin if start > begin else 0
        b = stop - begin if stop < end else end - begin
        if a < b:
            yield a, b


def ticked(frame: Frame, grids: Iterable[Stretch], step: int) -> Strip:
    """A mark at the beginning of each stretch, and every `step` minutes from there to its end."""
    marks = bytearray(frame.length)
    for start, end in grids:
        a, b = start - frame.begin, min(end - frame.begin, frame.length)
        if a < 0:
            a = a % step
        if a < b:
            marks[a:b:step] = _MARK * len(range(a, b, step))
    return int.from_bytes(marks, "little")


def lasting(strip: Strip, minutes: int) -> Strip:
    """Marks where `minutes` marks in a row begin. Doubling: an hour and a half takes seven steps."""
    have = 1
    while have < minutes and strip:
        more = min(have, minutes - have)
        strip &= strip >> (more * _BITS)
        have += more
    return strip


def ahead(strip: Strip, minutes: int) -> Strip:
    """Each mark that many minutes sooner."""
    return strip >> (minutes * _BITS)


def as_bytes(frame: Frame, strip: Strip) -> bytes:
    """A byte for each minute, for looking up."""
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
