"""A promise in plain words, for those who ask on the command line (S56)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal.commands._lines import iso
from portal.domain.calendars.hours import WorkingHours
from portal.domain.calendars.rules import BusinessDay, Span, local_date, special_between
from portal.domain.deadlines.rules import Clock, Promise

DAY, CLOCK, DATE = "%a %-d %b", "%H:%M", "%A, %-d %B %Y, %H:%M"


def explained(promise: Promise, hours: WorkingHours) -> str:
    """Which target, which calendar, which spans were counted, which days were skipped and why."""
    return "\n".join(_lines(promise, hours))


def explained_silence(asked: datetime, day: BusinessDay, days: int, hours: WorkingHours) -> str:
    """When silence closes the ticket, and which special days lie on the way."""
    zone = ZoneInfo(hours.zone)
    asked_on = local_date(hours, asked)
    special = special_between(hours, asked_on + timedelta(days=1), day.on)
    skipped = [f"Not counted: {on:{DAY}} is {one.name}." for on, one in special if not one.windows]
    nth = f"Business day {days} by the calendar {hours.name} is {day.on:{DAY}}."
    asking = f"Asked {_moment(asked, zone)}; the day of asking isn't counted. {nth}"
    return "\n".join([f"Closes {_moment(day.closes_at, zone)}.", asking, *skipped])


def _lines(promise: Promise, hours: WorkingHours) -> Iterator[str]:
    zone, target = ZoneInfo(hours.zone), promise.target
    if promise.due_at is None or target.amount is None:
        yield "No deadline."
        yield f"{target.plan}, severity {target.severity}: best effort."
        return
    clock = f"by the calendar {hours.name}" if target.clock is Clock.BUSINESS else "around the clock"
    yield f"Due {_moment(promise.due_at, zone)}."
    yield f"{target.plan}, severity {target.severity}: first response within {_long(target.amount)} {clock}."
    yield f"Counted from {_moment(promise.counted_from_at, zone)}:"
    for span in promise.spans:
        yield f"  {_counted(span, zone)}"
    for day in promise.skipped:
        yield (
            f"Not counted: {day.on:{DAY}} is {day.name}."
            if day.closed
            else f"{day.on:{DAY}} has its own hours: {day.name}."
        )


def _counted(span: Span, zone: ZoneInfo) -> str:
    start, end = span.start.astimezone(zone), span.end.astimezone(zone)
    # 24:00 of a day is 00:00 of the next: the end's own date is said only when the span really reaches into it.
    same = (end - timedelta(microseconds=1)).date() == start.date()
    if same and start.utcoffset() == end.utcoffset():
        until = "24:00" if end.date() != start.date() else f"{end:{CLOCK}}"
        return f"{_long(span.length)} on {start:{DAY}} {start:{CLOCK}}-{until}"
    return f"{_long(span.length)} from {start:{DAY} {CLOCK} %Z} to {end:{DAY} {CLOCK} %Z}"


def _moment(at: datetime, zone: ZoneInfo) -> str:
    """On the calendar's wall with the zone's name (01:30 comes twice in autumn, SE4), and in UTC."""
    return f"{at.astimezone(zone):{DATE} %Z} ({iso(at)})"


def _long(length: timedelta) -> str:
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 min"
