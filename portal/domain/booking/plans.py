"""A working plan on the wall, and what it means in minutes of UTC, date by date.

A shift may pass midnight; what lies behind it belongs to the day on which it began, unless the next date has hours of
its own: those replace everything of that date, a night's second half included (BE29, BE31). An exception takes the
whole shift that begins on its date, so nobody on leave on Monday has to come at midnight.

Slots begin on the grid of their shift: every so many elapsed minutes from its first moment on, whatever breaks,
bookings and clock changes lie between (BE16, BE17, BE23, BE38). Breaks are taken out as one set of minutes, so that it
doesn't matter how they are written down (BE30).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from portal.domain.booking.minutes import A_DAY, Stretch, joined, without
from portal.domain.calendars.hours import Window, moments_of, zone_of

_TICKS = 60_000_000  # microseconds of a minute
_A_DAY = timedelta(days=1)
Week = tuple[tuple[Window, ...], ...]
NOTHING: Week = ((),) * 7


@dataclass(frozen=True, slots=True)
class WorkingPlan:
    """Seven tuples of windows, Monday first, in minutes of the local day. Exceptions replace a date and its breaks."""

    zone: str
    shifts: Week
    breaks: Week = NOTHING
    exceptions: Mapping[date, tuple[Window, ...]] = field(default_factory=dict)

    def shifts_on(self, on: date) -> tuple[Window, ...]:
        """Those that begin on the date."""
        own = self.exceptions.get(on)
        return self.shifts[on.weekday()] if own is None else own

    def working_on(self, on: date) -> tuple[Stretch, ...]:
        """The working minutes of the date, breaks taken out."""
        own = self.exceptions.get(on)
        if own is not None:
            return minutes_of(on, _heads(own), self.zone)
        before = on - _A_DAY
        yesterday = () if before in self.exceptions else self.shifts[before.weekday()]
        pauses = (self.breaks[on.weekday()], self.breaks[before.weekday()])
        return minutes_of(on, _net(self.shifts[on.weekday()], yesterday, *pauses), self.zone)

    def grids_on(self, on: date) -> tuple[Stretch, ...]:
        """Where each shift that begins on the date has its first moment, and where its last is over."""
        return tuple(
            grid for shift in self.shifts_on(on) if (grid := _grid(on, shift, self.zone)) is not None
        )  # fmt: skip


@lru_cache(maxsize=65_536)
def minutes_of(on: date, windows: tuple[Window, ...], zone: str) -> tuple[Stretch, ...]:
    """Windows of the date's wall clock as minutes of UTC. Remembered: most resources work alike."""
    found = moments_of(on, windows, zone_of(zone))
    return tuple((-(-start // _TICKS), end // _TICKS) for start, end in found)


@lru_cache(maxsize=16_384)
def _grid(on: date, shift: Window, zone: str) -> Stretch | None:
    first = minutes_of(on, _heads((shift,)), zone)
    if not first:
        return None
    rest = minutes_of(on + _A_DAY, _tails((shift,)), zone)
    return first[0][0], (rest or first)[-1][1]


@lru_cache(maxsize=4_096)
def _net(
    today: tuple[Window, ...],
    yesterday: tuple[Window, ...],
    pauses: tuple[Window, ...],
    late_pauses: tuple[Window, ...],
) -> tuple[Window, ...]:
    return without((*_heads(today), *_tails(yesterday)), (*_heads(pauses), *_tails(late_pauses)))


def _heads(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    """What of them lies before midnight."""
    return joined((start, end if start <= end else A_DAY) for start, end in windows)


def _tails(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    """What of them lies behind it."""
    return joined((0, end) for start, end in windows if end < start)
