"""The hours of a calendar as values: windows of the week, special days, and their moments in UTC.

A moment counts when the clock on the wall of the calendar's zone shows a time inside one of that date's windows,
opening included, closing not: [open, close). So on the day when clocks go forward a window from 01:00 to 03:00 holds
one hour, on the day when they go back three (SE5).

Inside, moments are whole microseconds since 1970 in UTC: exact, fast, and without a zone to get wrong.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from portal.domain.errors import N_, Refused

Window = tuple[int, int]  # minutes of the local day, [start, end), 0 to 1440
Moments = tuple[int, int]  # microseconds since 1970 in UTC, [start, end)

MINUTES_A_DAY = 24 * 60
MINUTES_AN_HOUR = 60
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1) // TICK
_REMEMBERED_DAYS = 20_000
_WRITTEN = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—]\s*(\d{1,2})[:：](\d{2})")


class HoursUnreadable(Refused):
    """Hours that lie outside the day, or end where they begin."""

    sentence = N_("Hours lie between 00:00 and 24:00 and end at another time than they begin, for example 08:00-20:00.")
    status = 422


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """What one date does instead of its weekday: nothing (a holiday), or its own hours (a half day)."""

    name: str
    windows: tuple[Window, ...] = ()

    def __post_init__(self) -> None:
        """Refuse hours over midnight: the next date speaks for itself."""
        object.__setattr__(self, "windows", _in_order(self.windows))


class SpecialDays(Protocol):
    """Whatever knows what is special about a date; a plain dict does."""

    def get(self, on: date, /) -> SpecialDay | None:
        """What the date does instead of its weekday, or None."""
        ...


def _nothing_special() -> SpecialDays:
    nothing: dict[date, SpecialDay] = {}
    return nothing


@dataclass(frozen=True)
class WorkingHours:
    """A calendar as the rules see it: its zone, seven tuples of windows (Monday first), and what is special.

    A window that ends where the night does (22:00-06:00) is split at midnight, Sunday's into Monday (SE18). A holiday
    closes its own date from midnight to midnight, the second half of such a night included.
    """

    zone: str
    weekly: tuple[tuple[Window, ...], ...]
    days: SpecialDays = field(default_factory=_nothing_special)
    name: str = ""
    _known: dict[date, tuple[Moments, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Bring the week in order: nights split, windows sorted, neighbours joined."""
        object.__setattr__(self, "weekly", _week_in_order(self.weekly))

    def windows_on(self, on: date) -> tuple[Window, ...]:
        """The windows of a date, in minutes of its local day."""
        special = self.days.get(on)
        return self.weekly[on.weekday()] if special is None else special.windows

    def moments_on(self, on: date) -> tuple[Moments, ...]:
        """The same in UTC. Remembered: a deadline of 30 business days costs 42 look-ups."""
        known = self._known.get(on)
        if known is None:
            if len(self._known) > _REMEMBERED_DAYS:
                self._known.clear()
            known = self._known[on] = moments_of(on, self.windows_on(on), zone_of(self.zone))
        return known


@lru_cache(maxsize=64)
def always(zone: str = "UTC", name: str = "") -> WorkingHours:
    """The clock that never stops (24x7). The zone only matters for words."""
    return WorkingHours(zone, (((0, MINUTES_A_DAY),),) * 7, name=name)


@lru_cache(maxsize=4_096)
def read_hours(text: str) -> tuple[Window, ...]:
    """Windows from text; empty text means closed. 24:00 is accepted, 22:00-06:00 too. Refuses with HoursUnreadable.

    Remembered: every search reads the same few plans.
    """
    return tuple(_read_one(part.strip()) for part in re.split(r"[,;，；]", text) if part.strip())


def written_hours(windows: tuple[Window, ...]) -> str:
    """Text from windows; nothing for closed."""
    return ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in windows)


def tick(at: datetime) -> int:
    """Microseconds since 1970."""
    return (at - _EPOCH) // TICK


def moment(ticks: int) -> datetime:
    """The moment in UTC."""
    return _EPOCH + timedelta(microseconds=ticks)


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    """The zone by its name in the IANA list."""
    return ZoneInfo(name)


def local_day(at: datetime, zone: str) -> date:
    """Which date it is there: a contract or a day of the shop begins and ends at midnight on that wall."""
    return at.astimezone(zone_of(zone)).date()


def _read_one(text: str) -> Window:
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise HoursUnreadable
    hour, minute, to_hour, to_minute = map(int, match.groups())
    start, end = hour * MINUTES_AN_HOUR + minute, to_hour * MINUTES_AN_HOUR + to_minute
    if max(minute, to_minute) >= MINUTES_AN_HOUR or start >= MINUTES_A_DAY or end > MINUTES_A_DAY or start == end:
        raise HoursUnreadable
    return start, end


def _clock(minute: int) -> str:
    return f"{minute // MINUTES_AN_HOUR:02}:{minute % MINUTES_AN_HOUR:02}"


def moments_of(on: date, windows: tuple[Window, ...], zone: ZoneInfo) -> tuple[Moments, ...]:
    """Windows of a date in UTC. On a day of two offsets each part of it is translated with its own."""
    if not windows:
        return ()
    midnight = datetime(on.year, on.month, on.day, tzinfo=zone)
    following = (midnight + DAY).replace(fold=1)
    wall = tick(midnight.replace(tzinfo=UTC))
    before, after = _offset(midnight), _offset(following)
    if before == after:
        return tuple((wall - before + start * _MINUTE, wall - before + end * _MINUTE) for start, end in windows)
    begin, end = tick(midnight), tick(following)
    change = _change_of_offset(begin, end, after, zone)
    found = []
    for since, until, offset in ((begin, change, before), (change, end, after)):
        for start, close in windows:
            a, b = max(since, wall - offset + start * _MINUTE), min(until, wall - offset + close * _MINUTE)
            if a < b:
                found.append((a, b))
    return _joined(found)


def _change_of_offset(begin: int, end: int, after: int, zone: ZoneInfo) -> int:
    """The moment in (begin, end] from which the offset is `after`, by halving."""
    while begin < end:
        middle = (begin + end) // 2
        if _offset(moment(middle).astimezone(zone)) == after:
            end = middle
        else:
            begin = middle + 1
    return end


def _week_in_order(weekly: Sequence[Iterable[Window]]) -> tuple[tuple[Window, ...], ...]:
    days: list[list[Window]] = [[] for _ in range(7)]
    for weekday, windows in enumerate(weekly):
        for start, end in windows:
            if start <= end:
                days[weekday].append((start, end))
            else:
                days[weekday].append((start, MINUTES_A_DAY))
                days[(weekday + 1) % 7].extend([(0, end)] if end else [])
    return tuple(_in_order(day) for day in days)


def _in_order(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Sorted, neighbours and overlaps joined, so that nothing counts twice."""
    windows = sorted(windows)
    if any(not 0 <= start < end <= MINUTES_A_DAY for start, end in windows):
        raise HoursUnreadable
    return _joined(windows)


def _joined(windows: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in windows:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _offset(local: datetime) -> int:
    offset = local.utcoffset()
    assert offset is not None
    return offset // TICK
