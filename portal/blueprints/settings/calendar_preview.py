"""A calendar as the settings show it: a line in the list, and twelve months of days."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask_babel import format_date, get_locale

from portal.domain.calendars.hours import WorkingHours, written_hours
from portal.domain.calendars.models import Calendar
from portal.domain.calendars.queries import DayAhead, days_ahead, draft_of
from portal.domain.calendars.rules import local_date
from portal.web.formats import known_name
from portal.web.languages import patterns_of

WEEK = 7


@dataclass(frozen=True, slots=True)
class CalendarSummary:
    """A calendar in a few words; plain values for a template."""

    id: int
    name: str
    zone: str
    observed: bool
    week: list[tuple[str, str]]  # names of weekdays with the same hours, and the hours; "" is closed
    holidays: list[str]


@dataclass(frozen=True, slots=True)
class PreviewDay:
    """One cell: a date, how it is ("open", "closed", "own" hours, "holiday"), and words for what is special."""

    number: int
    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class PreviewMonth:
    """A month in weeks; None where the week belongs to another month. `special` are its named days."""

    title: str
    key: str
    open_days: int
    weeks: list[list[PreviewDay | None]]
    special: list[tuple[str, str, str]]  # date, name, own hours or ""


def summary_of(calendar: Calendar) -> CalendarSummary:
    """In the reader's language. The calendar must have been loaded with its days."""
    draft = draft_of(calendar)
    names = get_locale().days["format"]["abbreviated"]
    week: list[tuple[str, str]] = []
    for hours, run in groupby(enumerate(draft.hours().weekly), key=lambda day: written_hours(day[1])):
        weekdays = [names[weekday] for weekday, _ in run]
        week.append((weekdays[0] if len(weekdays) == 1 else f"{weekdays[0]}–{weekdays[-1]}", hours))
    holidays = [day.label or day.name for day in draft.library] + [day.name for day in draft.recurring]
    known = [known_name(name) for name in holidays]
    return CalendarSummary(calendar.id, known_name(calendar.name), calendar.zone, calendar.observed, week, known)


def months_ahead(hours: WorkingHours, at: datetime) -> list[PreviewMonth]:
    """Twelve whole months from the present one on."""
    first = local_date(hours, at).replace(day=1)
    last = first.replace(year=first.year + 1)
    days = days_ahead(hours, first, (last - first).days)
    return [_month(list(month)) for _, month in groupby(days, key=lambda day: day.on.month)]


def weekday_names() -> list[tuple[str, str]]:
    """Short and long names, Monday first, in the reader's language."""
    days = get_locale().days["format"]
    return [(days["abbreviated"][n], days["wide"][n]) for n in range(WEEK)]


def _month(days: list[DayAhead]) -> PreviewMonth:
    cells: list[PreviewDay | None] = [None] * days[0].on.weekday()
    cells += [PreviewDay(day.on.day, _kind(day), known_name(day.name)) for day in days]
    cells += [None] * (-len(cells) % WEEK)
    patterns = patterns_of(str(get_locale()))
    special = [
        (format_date(day.on, patterns["weekday_date"]), known_name(day.name), written_hours(day.windows))
        for day in days
        if day.name
    ]
    return PreviewMonth(
        title=format_date(days[0].on, patterns["month"]),
        key=f"{days[0].on:%Y-%m}",
        open_days=sum(not day.closed for day in days),
        weeks=[cells[n : n + WEEK] for n in range(0, len(cells), WEEK)],
        special=special,
    )


def _kind(day: DayAhead) -> str:
    if day.name:
        return "holiday" if day.closed else "own"
    return "closed" if day.closed else "open"
