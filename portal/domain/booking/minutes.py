"""Moments as whole minutes since 1970 in UTC, and stretches of them, [start, end)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from portal.domain.calendars.hours import zone_of

Stretch = tuple[int, int]
MINUTE = timedelta(minutes=1)
A_DAY = 24 * 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def minute_of(at: datetime) -> int:
    """The minute that the moment lies in."""
    return (at - _EPOCH) // MINUTE


def minute_from(at: datetime) -> int:
    """The first whole minute at or after the moment."""
    return -((_EPOCH - at) // MINUTE)


def moment_of(minute: int) -> datetime:
    """The moment in UTC at which the minute begins."""
    return _EPOCH + minute * MINUTE


def day_begins(on: date, zone: str) -> int:
    """The minute at which the date begins on the zone's wall; where midnight does not exist, the first that does."""
    midnight = datetime(on.year, on.month, on.day, tzinfo=zone_of(zone)).astimezone(UTC)
    return minute_of(midnight)


def day_bounds(on: date, zone: str) -> tuple[datetime, datetime]:
    """The date in UTC, [begins, ends): 23 or 25 hours where the clocks change."""
    return moment_of(day_begins(on, zone)), moment_of(day_begins(on + timedelta(days=1), zone))


def date_of(minute: int, zone: str) -> date:
    """The date on the zone's wall."""
    return moment_of(minute).astimezone(zone_of(zone)).date()


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """In order, overlaps and neighbours joined, empty ones left out."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def without(stretches: Iterable[Stretch], taken: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """What is left of the stretches when others are taken out."""
    left = joined(stretches)
    for start, end in joined(taken):
        left = tuple(
            part
            for begin, close in left
            for part in ((begin, min(close, start)), (max(begin, end), close))
            if part[0] < part[1]
        )
    return left
