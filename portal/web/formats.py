"""Moments, durations and numbers in the reader's language and zone.

Babel is slow per call, so what it makes is remembered per minute, locale and zone; a list of fifty deadlines costs
fifty
dictionary look-ups.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone_location, get_timezone_name
from flask import Flask
from flask_babel import format_decimal, get_locale, get_timezone, gettext
from markupsafe import Markup

from portal.clock import now
from portal.web.languages import patterns_of
from portal.web.reading import as_written

MOST_CLOCKS = 2_000  # minutes of a day, language and zone that are kept in words
SOON, MINUTE, ALMOST_A_MINUTE = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=59)
Urgency = Literal["late", "soon", "later", "kept", "held", "none"]


def init_formats(app: Flask) -> None:
    """Give the filters to the templates."""
    app.jinja_env.filters.update(
        clock=clock, moment=moment, day=day, duration=duration, number=number, iso=iso, time=time_tag
    )
    app.jinja_env.filters.update(city=city, listed=listed, wall=wall, weekday=weekday, shop_day=shop_day)


@lru_cache(maxsize=20_000)
def _written(minute: datetime, pattern: str, locale: str, zone: str) -> str:
    return str(format_datetime(minute, patterns_of(locale)[pattern], tzinfo=ZoneInfo(zone), locale=locale))


def clock(at: datetime | None, seen_at: datetime | None = None) -> str:
    """Today the clock, within six days the weekday, further the date: as short as can't be mistaken."""
    if at is None:
        return ""
    return clock_in(at, str(get_timezone()), seen_at)


def clock_in(at: datetime, zone: str, seen_at: datetime | None = None) -> str:
    """The same on the wall of a place, whoever reads."""
    place = ZoneInfo(zone)
    today, there = (seen_at or now()).astimezone(place).date(), at.astimezone(place).date()
    return _written(at.replace(second=0, microsecond=0), _pattern(today, there), str(get_locale()), zone)


def wall(at: datetime | None, zone: str, pattern: str = "clock") -> str:
    """On the clock of a place, whoever reads: an appointment is told in the shop's time (BE22)."""
    return "" if at is None else _written(at.replace(second=0, microsecond=0), pattern, str(get_locale()), zone)


def shop_day(at: datetime, zone: str) -> date:
    """The date on that clock."""
    return at.astimezone(ZoneInfo(zone)).date()


def _pattern(today: date, there: date) -> str:
    if there == today:
        return "clock"
    if abs((there - today).days) <= 6:  # noqa: PLR2004
        return "weekday"
    return "day" if there.year == today.year else "year"


def moment(at: datetime | None) -> str:
    """The whole of it, with the zone's abbreviation: 01:30 comes twice in autumn (SE4)."""
    if at is None:
        return ""
    return moment_in(at, str(get_timezone()))


def in_zone(at: datetime, zone: str, pattern: str) -> str:
    """A moment on that zone's wall, whoever reads: what is told in the place where it happens (BE22)."""
    return _written(at.replace(second=0, microsecond=0), pattern, str(get_locale()), zone)


def moment_in(at: datetime, zone: str) -> str:
    """The whole of it there, with the zone's abbreviation."""
    return f"{in_zone(at, zone, 'full')} {zone_mark(at, zone)}"


def zone_mark(at: datetime, zone: str) -> str:
    """EST where that is what people say and can't be taken for another; else GMT+8."""
    there = at.astimezone(ZoneInfo(zone))
    name = str(get_timezone_name(there, width="short", locale="en_US"))
    if not name.startswith(("+", "-")):
        return name
    hours, minutes = int(name[:3]), name[3:]
    return f"GMT{hours:+d}" + (f":{minutes}" if minutes != "00" else "")


def day(on: date | datetime | None) -> str:
    """A date."""
    if on is None:
        return ""
    if isinstance(on, datetime):
        return _written(on, "date", str(get_locale()), str(get_timezone()))
    return _written(datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo("UTC")), "date", str(get_locale()), "UTC")


def weekday(on: date) -> str:
    """A date with its weekday: Tue 1 Dec."""
    return _written(datetime(on.year, on.month, on.day, 12, tzinfo=UTC), "weekday_date", str(get_locale()), "UTC")


def iso(at: datetime | None) -> str:
    """For machines: UTC, seconds, Z."""
    return f"{at.isoformat()[:19]}Z" if at else ""


def time_tag(at: datetime | None) -> Markup:
    """A <time> that says it shortly and holds the whole of it."""
    if at is None:
        return Markup("")
    return Markup('<time datetime="{}" title="{}">{}</time>').format(iso(at), moment(at), clock(at))


def duration(length: timedelta | float) -> str:
    """What is left, in at most two units: 42 min; 1 h 12; 3 d 4 h. A float is seconds."""
    seconds = length.total_seconds() if isinstance(length, timedelta) else length
    return _duration(int(abs(seconds) // 60), str(get_locale()))


@lru_cache(maxsize=5_000)
def _duration(minutes: int, locale: str) -> str:  # noqa: ARG001 - part of the key
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    if days:
        return gettext("%(days)d d %(hours)d h", days=days, hours=hours) if hours else gettext("%(days)d d", days=days)
    if hours:
        return (
            gettext("%(hours)d h %(minutes)02d", hours=hours, minutes=minutes)
            if minutes
            else gettext("%(hours)d h", hours=hours)
        )
    return gettext("%(minutes)d min", minutes=minutes)


def number(value: float) -> str:
    """With the reader's separators."""
    return str(format_decimal(value))


def city(zone: str) -> str:
    """Where a time zone's clocks hang: New York, 纽约."""
    return _city(zone, str(get_locale()))


@lru_cache(maxsize=2_000)
def _city(zone: str, locale: str) -> str:
    return str(get_timezone_location(zone, locale=locale, return_city=True))


def listed(words: Iterable[str]) -> str:
    """One after the other, as the language lists things."""
    return gettext(", ").join(words)


def known_name(name: str) -> str:
    """A name that the portal begins with, in the reader's language; one that people gave, as they gave it.

    Two holidays on one date are written "one / other".
    """
    return " / ".join(as_written(part) for part in name.split(" / ")) if name else ""


class DeadlineView(NamedTuple):
    """What the deadline component shows: what is left, when it is, a word, and a bar."""

    urgency: Urgency
    left: str  # "in 42 min"
    at: str  # "15:10"
    label: str  # "first response"
    fraction: int  # 0..100 of the time is left, in steps of 5
    due_iso: str  # for ticking in the page; "" when nothing ticks
    from_iso: str = ""


class Days(NamedTuple):
    """The edges of today, and of the days that are called by their weekday; in UTC, so that lists compare quickly."""

    first: datetime
    begins: datetime
    ends: datetime
    last: datetime


@lru_cache(maxsize=200)
def _days_around(today: date, zone: str) -> Days:
    there = ZoneInfo(zone)
    return Days(*(datetime.combine(today + timedelta(days=n), time(), there).astimezone(UTC) for n in (-6, 0, 1, 7)))


@lru_cache(maxsize=50)
def _clocks(today: date, locale: str, zone: str) -> dict[str, str]:  # noqa: ARG001 - parts of the key
    """What `clock` says of minutes, by the minute as it is written for machines."""
    return {}


class Timetable:
    """Moments and deadlines for one reader at one moment: language, zone and words are looked up once."""

    def __init__(self, at: datetime | None = None) -> None:
        """As seen at `at` (now), by whom this request is for."""
        self.at = at or now()
        self.second = self.at.replace(microsecond=0)  # decides, here as in domain/deadlines/rules (SE34)
        self.locale, self.zone_name = str(get_locale()), str(get_timezone())
        self.zone = ZoneInfo(self.zone_name)
        self.today = self.at.astimezone(self.zone).date()
        self.words_in, self.words_late = gettext("in %(long)s"), gettext("%(long)s late")
        self.days = _days_around(self.today, self.zone_name)
        self.clocks = _clocks(self.today, self.locale, self.zone_name)

    def clock(self, at: datetime | None) -> str:
        """As the filter."""
        if at is None:
            return ""
        return self.said(iso(at), at)

    def said(self, written: str, at: datetime) -> str:
        """The same of a moment that is `written` for machines already."""
        if at.tzinfo is not UTC:
            return self._worded(at)
        if (found := self.clocks.get(written[:16])) is None:
            if len(self.clocks) >= MOST_CLOCKS:
                self.clocks.clear()
            found = self.clocks[written[:16]] = self._worded(at)
        return found

    def _worded(self, at: datetime) -> str:
        days = self.days
        if days.begins <= at < days.ends:
            pattern = "clock"
        elif days.first <= at < days.last:
            pattern = "weekday"
        else:
            pattern = _pattern(self.today, at.astimezone(self.zone).date())
        return _written(at.replace(second=0, microsecond=0), pattern, self.locale, self.zone_name)

    def duration(self, length: timedelta) -> str:
        """As the filter."""
        return _duration(max(0, length // MINUTE), self.locale)

    def running(self, label: str, due_at: datetime, started_at: datetime | None) -> DeadlineView:
        """A promise that nobody has met yet."""
        ticks = iso(due_at), iso(started_at)
        if self.second > due_at:
            late = self.words_late % {"long": self.duration(self.at - due_at)}
            return DeadlineView("late", late, self.said(ticks[0], due_at), label, 0, *ticks)
        left = self.words_in % {"long": self.duration(due_at - self.second + ALMOST_A_MINUTE)}
        urgency: Urgency = "soon" if due_at - self.at <= SOON else "later"
        share = _fraction(started_at, due_at, self.at)
        return DeadlineView(urgency, left, self.said(ticks[0], due_at), label, share, *ticks)


def deadline_view(
    label: str,
    due_at: datetime | None,
    *,
    started_at: datetime | None = None,
    met_at: datetime | None = None,
    held: str = "",
    at: datetime | None = None,
) -> DeadlineView:
    """A promise, as seen at `at` (now). `held` says why nothing runs ("waits for customer"); others if in time."""
    seen = Timetable(at)
    if due_at is None:
        words = gettext("answered") if met_at else gettext("no deadline")
        return DeadlineView("kept" if met_at else "none", words, seen.clock(met_at), label, 0, "")
    if met_at is not None:
        kept = met_at.replace(microsecond=0) <= due_at
        words = gettext("in time") if kept else gettext("answered %(long)s late", long=seen.duration(met_at - due_at))
        return DeadlineView("kept" if kept else "late", words, seen.clock(met_at), label, 100, "")
    if held:
        return DeadlineView("held", held, seen.clock(due_at), label, 0, "")
    return seen.running(label, due_at, started_at)


def _fraction(started_at: datetime | None, due_at: datetime, at: datetime) -> int:
    if started_at is None or started_at >= due_at:
        return 50
    left = (due_at - at) / (due_at - started_at)
    return max(0, min(100, round(left * 20) * 5))
