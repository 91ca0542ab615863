"""A working plan on the wall, and what it means in minutes of UTC, date by date.

A shift may pass midnight; what lies behind it belongs to the day on which it began, unless the next date has hours of
its own: those replace everything of that date, a night's second half included (BE29, BE31). An exception takes the
whole shift that begins on its date, so nobody on leave on Monday has to come at midnight.

Slots begin on the grid of their shift: every so many elapsed minutes from its first moment on, whatever breaks,
bookings and clock changes lie between (BE16, BE17, BE23, BE38). Breaks are taken out as one set of minutes, so that it
doesn't matter how they are written down (BE30).

A week can hold for some dates only, from one to another or from one on: then it stands in the place of the usual one,
which nobody has to touch for that. A night shift that began under the one week ends as it began.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from portal.domain.booking.minutes import A_DAY, Stretch, joined, without
from portal.domain.calendars.hours import Window, moments_of, read_hours, written_hours, zone_of

_TICKS = 60_000_000  # microseconds of a minute
_A_DAY = timedelta(days=1)
Week = tuple[tuple[Window, ...], ...]
NOTHING: Week = ((),) * 7


@dataclass(frozen=True, slots=True)
class Period:
    """A week that holds from one date to another, both included; without a last one from the first on."""

    first: date
    last: date | None
    shifts: Week
    breaks: Week = NOTHING

    def holds_on(self, on: date) -> bool:
        """Whether it is the week of that date."""
        return self.first <= on and (self.last is None or on <= self.last)


def do_meet(first: date, last: date | None, other: date, other_last: date | None) -> bool:
    """Whether two stretches of dates, both ends included, have a date in common; None: without an end."""
    return (last is None or other <= last) and (other_last is None or first <= other_last)


@dataclass(frozen=True, slots=True)
class WorkingPlan:
    """Seven tuples of windows, Monday first, in minutes of the local day. Exceptions replace a date and its breaks.

    `periods` are weeks that hold for some dates instead of this one; no two of them for the same date.
    """

    zone: str
    shifts: Week
    breaks: Week = NOTHING
    exceptions: Mapping[date, tuple[Window, ...]] = field(default_factory=dict, hash=False)
    periods: tuple[Period, ...] = ()

    def week_on(self, on: date) -> "WorkingPlan | Period":
        """The week that holds on the date: one of a period, else the usual one."""
        return next((one for one in self.periods if one.holds_on(on)), self)

    def shifts_on(self, on: date) -> tuple[Window, ...]:
        """Those that begin on the date."""
        own = self.exceptions.get(on)
        if own is not None:
            return own
        week = self.week_on(on) if self.periods else self
        return week.shifts[on.weekday()]

    def working_on(self, on: date) -> tuple[Stretch, ...]:
        """The working minutes of the date, breaks taken out."""
        own = self.exceptions.get(on)
        if own is not None:
            return minutes_of(on, _heads(own), self.zone)
        before = on - _A_DAY
        week, last = (self.week_on(on), self.week_on(before)) if self.periods else (self, self)
        yesterday = () if before in self.exceptions else last.shifts[before.weekday()]
        pauses = (week.breaks[on.weekday()], last.breaks[before.weekday()])
        return minutes_of(on, _net(week.shifts[on.weekday()], yesterday, *pauses), self.zone)

    def grids_on(self, on: date) -> tuple[Stretch, ...]:
        """Where each shift that begins on the date has its first moment, and where its last is over."""
        return tuple(
            grid for shift in self.shifts_on(on) if (grid := _grid(on, shift, self.zone)) is not None
        )  # fmt: skip


def written_week(week: Week) -> str:
    """A line for each weekday, Monday first. Breaks without length are none (BE30)."""
    return "\n".join(written_hours(tuple(one for one in windows if one[0] != one[1])) for windows in week)


@lru_cache(maxsize=4_096)
def read_week(text: str) -> Week:
    """The same back."""
    return tuple(read_hours(line) for line in text.split("\n"))


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
