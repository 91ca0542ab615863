"""A deadline explains itself: which target, which spans were counted, which days were skipped and why (S56).

Times are those of the calendar's wall, since its holidays are; the deadline itself is shown elsewhere in the reader's
zone.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from flask_babel import get_locale, gettext

from portal.web.formats import known_name, zone_mark
from portal.web.languages import patterns_of

Line = tuple[str, str]  # when, and a sentence: what ui/page.html's explain() shows


class Promised(Protocol):
    """What is to be explained: domain/deadlines/rules.Promise, or what looks like it."""

    target: Any  # amount, clock, plan, severity
    counted_from_at: datetime
    due_at: datetime | None
    spans: Sequence[Any]  # start, end
    skipped: Sequence[Any]  # on, name, closed


def explained(promise: Promised, calendar: str, zone: str) -> list[Line]:
    """In the order of time: the target, each span, each special day, the deadline. One line when there is none."""
    wall, target = ZoneInfo(zone), promise.target
    if promise.due_at is None or target.amount is None:
        return [
            (
                "",
                gettext(
                    "%(plan)s, severity %(severity)d: best effort, no deadline.",
                    plan=target.plan,
                    severity=target.severity,
                ),
            )
        ]
    told = [(promise.counted_from_at, _when(promise.counted_from_at, wall), _target(promise, calendar))]
    told += [(span.start, *_counted(span, wall)) for span in promise.spans]
    told += [
        (datetime(day.on.year, day.on.month, day.on.day, tzinfo=wall), _day(day.on), _skipped(day))
        for day in promise.skipped
    ]
    lines = [(when, sentence) for _at, when, sentence in sorted(told, key=lambda line: line[0])]
    used_up = gettext("%(long)s are used up: the answer is due.", long=hours(target.amount))
    return [*lines, (_when(promise.due_at, wall), used_up)]


def _target(promise: Promised, calendar: str) -> str:
    target = promise.target
    said = {"plan": target.plan, "severity": target.severity, "long": hours(target.amount)}
    if target.clock == "always":
        return gettext(
            "%(plan)s, severity %(severity)d: an answer within %(long)s, around the clock. Counted from here.", **said
        )
    return gettext(
        "%(plan)s, severity %(severity)d: an answer within %(long)s of the calendar %(calendar)s. Counted from here.",
        calendar=known_name(calendar),
        **said,
    )


def _counted(span: Any, wall: ZoneInfo) -> Line:
    start, end = span.start.astimezone(wall), span.end.astimezone(wall)
    counted = gettext("%(long)s counted", long=hours(span.end - span.start))
    if start.utcoffset() == end.utcoffset() and start.date() == (end - timedelta(microseconds=1)).date():
        until = "24:00" if end.date() != start.date() else _clock(end)
        return f"{_day(start)} {_clock(start)}–{until}", counted
    return f"{_when(span.start, wall)} – {_when(span.end, wall)}", counted


def hours(length: timedelta) -> str:
    """A length of counted time: 72 h, never "3 d", since a business day isn't 24 hours long."""
    whole, minutes = divmod(int(length.total_seconds()) // 60, 60)
    if whole and minutes:
        return gettext("%(hours)d h %(minutes)02d", hours=whole, minutes=minutes)
    return gettext("%(hours)d h", hours=whole) if whole else gettext("%(minutes)d min", minutes=minutes)


def _skipped(day: Any) -> str:
    if day.closed:
        return gettext("%(name)s: closed", name=known_name(day.name))
    return gettext("%(name)s: other hours", name=known_name(day.name))


def _when(at: datetime, wall: ZoneInfo) -> str:
    """With the zone's abbreviation: 01:30 comes twice in autumn (SE4)."""
    local = at.astimezone(wall)
    return f"{_day(local)} {_clock(local)} {zone_mark(at, wall.key)}"


def _day(on: date) -> str:
    locale = str(get_locale())
    return str(format_date(on, patterns_of(locale)["weekday_date"], locale=locale))


def _clock(local: datetime) -> str:
    return str(format_time(local.time(), "HH:mm", locale="en"))
