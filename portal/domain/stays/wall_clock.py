"""A time as somebody reads it off the wall of the house, as a moment: once, never, or twice (VE37). Pure."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def moments_at(on: date, clock: time, zone: str) -> list[datetime]:
    """The moments in UTC at which a clock there shows this: one, none in a spring night, two in an autumn night."""
    there = ZoneInfo(zone)
    wall = datetime.combine(on, clock)
    both = [wall.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1)]
    real = [moment for moment in both if moment.astimezone(there).replace(tzinfo=None) == wall]
    return sorted(set(real))


def next_real(on: date, clock: time, zone: str) -> time:
    """What the clock shows in place of a time that it leaves out: 02:30 for 01:30."""
    there = ZoneInfo(zone)
    return datetime.combine(on, clock, there).astimezone(UTC).astimezone(there).time()
