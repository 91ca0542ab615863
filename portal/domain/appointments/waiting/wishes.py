"""Whether a time would do for who waits. Pure: moments are aware, days and hours the shop's own."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

EVERY_DAY = 127
MIDNIGHT = 24 * 60
MOST_ENTRIES = 3  # of one contact at a time
LONGEST_AHEAD = 366  # days


@dataclass(frozen=True, slots=True)
class Wish:
    """Wanted days, both included, on some weekdays (1 Monday, 2 Tuesday, 4 ... added up), and wanted starts.

    Minutes are of the day on the shop's clock, [from_minute, until_minute).
    """

    first: date
    last: date
    weekdays: int = EVERY_DAY
    from_minute: int = 0
    until_minute: int = MIDNIGHT


def suits(wish: Wish, start_at: datetime, zone: str) -> bool:
    """A time that begins then would do."""
    there = start_at.astimezone(ZoneInfo(zone))
    return is_wanted_day(wish, there.date()) and wish.from_minute <= there.hour * 60 + there.minute < wish.until_minute


def is_wanted_day(wish: Wish, on: date) -> bool:
    """Something on that day would do."""
    return wish.first <= on <= wish.last and bool(wish.weekdays >> on.weekday() & 1)


def meets(start_at: datetime, end_at: datetime, freed: tuple[datetime, datetime]) -> bool:
    """The time lies, at least in part, where something became free."""
    return start_at < freed[1] and freed[0] < end_at
