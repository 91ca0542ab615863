"""Special days as people write them, one to a line; reading and writing, nothing else.

12-24 Christmas Eve                      every year, closed
12-24 to 01-02 Winter break              every year, from one day to another
12-31 New Year's Eve: 08:00-13:00        every year, with its own hours
2026-06-03 Moving house                  one date, closed
2026-06-04 Staff outing: 08:00-13:00     one date, with its own hours
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from portal.domain.calendars.holidays import MonthDay, RecurringDays
from portal.domain.calendars.hours import HoursUnreadable, SpecialDay, Window, read_hours, written_hours
from portal.domain.errors import N_, Refused

LONGEST_NAME = 80
_LEAP_YEAR = 2028
_RECURRING = re.compile(r"(\d{1,2})-(\d{1,2})(?:\s*(?:to|至)\s*(\d{1,2})-(\d{1,2}))?\s+(\S.*)")
_SINGLE = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(\S.*)")
_OWN_HOURS = re.compile(r"(.*\S)\s*[:：]\s*(\d{1,2}:\d{2}\s*[-–—].*)")


class RecurringUnreadable(Refused):
    """A line that is no day of the year."""

    sentence = N_("Line {number} can't be read. Write month-day and a name, for example 12-24 Christmas Eve.")
    status = 422
    field = "recurring"


class SingleUnreadable(Refused):
    """A line that is no date."""

    sentence = N_("Line {number} can't be read. Write a date and a name, for example 2026-06-03 Moving house.")
    status = 422
    field = "single"


def read_recurring(text: str) -> tuple[RecurringDays, ...]:
    """Days of every year from lines; empty lines are passed over. Refuses with the number of the line."""
    return tuple(_read_recurring(number, line) for number, line in _numbered(text))


def written_recurring(days: Iterable[RecurringDays]) -> str:
    """Lines from days of every year."""
    return "\n".join(f"{_stretch(day)} {day.name}{_own(day.windows)}" for day in days)


def read_single(text: str) -> dict[date, SpecialDay]:
    """Single dates from lines; of two lines for one date the later counts. Refuses with the number of the line."""
    return dict(_read_single(number, line) for number, line in _numbered(text))


def written_single(days: dict[date, SpecialDay]) -> str:
    """Lines from single dates, in their order."""
    return "\n".join(f"{on.isoformat()} {day.name}{_own(day.windows)}" for on, day in sorted(days.items()))


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return ((number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip())


def _read_recurring(number: int, line: str) -> RecurringDays:
    match = _RECURRING.fullmatch(line)
    if match is None:
        raise RecurringUnreadable(number=number)
    month, day, to_month, to_day, rest = match.groups()
    try:
        first = _day_of_year(month, day)
        name, windows = _name_and_hours(rest)
        return RecurringDays(name, first, _day_of_year(to_month, to_day) if to_month else first, windows)
    except (ValueError, HoursUnreadable):
        raise RecurringUnreadable(number=number) from None


def _read_single(number: int, line: str) -> tuple[date, SpecialDay]:
    match = _SINGLE.fullmatch(line)
    if match is None:
        raise SingleUnreadable(number=number)
    try:
        return date.fromisoformat(match[1]), SpecialDay(*_name_and_hours(match[2]))
    except (ValueError, HoursUnreadable):
        raise SingleUnreadable(number=number) from None


def _day_of_year(month: str, day: str) -> MonthDay:
    date(_LEAP_YEAR, int(month), int(day))  # ValueError where no year has such a day
    return int(month), int(day)


def _name_and_hours(rest: str) -> tuple[str, tuple[Window, ...]]:
    match = _OWN_HOURS.fullmatch(rest)
    name, windows = (match[1], read_hours(match[2])) if match else (rest, ())
    if len(name) > LONGEST_NAME:
        raise ValueError(name)
    return name, SpecialDay(name, windows).windows  # refuses hours over midnight


def _stretch(day: RecurringDays) -> str:
    first, last = f"{day.first[0]:02}-{day.first[1]:02}", f"{day.last[0]:02}-{day.last[1]:02}"
    return first if first == last else f"{first} to {last}"


def _own(windows: tuple[Window, ...]) -> str:
    return f": {written_hours(windows)}" if windows else ""
