"""Making and editing calendars. A calendar without hours is refused (SE19)."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.calendars.drafts import CalendarDraft, guide_calendar
from portal.domain.calendars.hours import MINUTES_A_DAY, Window, written_hours
from portal.domain.calendars.models import Calendar, LibraryDay, RecurringDay, SingleDay, WeeklyHours, new_version
from portal.domain.calendars.queries import calendar_with_days, draft_of
from portal.domain.calendars.rules import local_date, require_hours
from portal.domain.errors import N_, ChangedMeanwhile, NotThere, Refused
from portal.domain.rights import Right, needs


class CalendarNameTaken(Refused):
    """Two calendars of one name can't be told apart in a plan."""

    sentence = N_("There is a calendar named {name} already. Choose another name.")
    field = "name"


class ZoneUnknown(Refused):
    """No such zone in the IANA list."""

    sentence = N_("There is no time zone {zone}. Choose one from the list, for example America/New_York.")
    status = 422
    field = "zone"


@needs(Right.CALENDAR_CHANGE)
def make_calendar(draft: CalendarDraft, *, by: Actor, at: datetime) -> Calendar:
    """A new calendar. Refuses one that never opens, an unknown zone, and a name already there."""
    _require_sense(draft, at)
    _require_free_name(draft.name, None)
    calendar = Calendar(name=draft.name, zone=draft.zone, observed=draft.observed, created_at=at, changed_at=at)
    _fill(calendar, draft)
    session().add(calendar)
    record(by, "calendar.made", calendar, at=at, **_told(draft))
    return calendar


@needs(Right.CALENDAR_CHANGE)
def edit_calendar(calendar_id: int, draft: CalendarDraft, version: str, *, by: Actor, at: datetime) -> Calendar:
    """Everything of a calendar anew. Refuses as make_calendar does, and when `version` is no longer the calendar's.

    Open deadlines follow by a job that looks for those made with another version (SE41).
    """
    _require_sense(draft, at)
    _require_free_name(draft.name, calendar_id)
    claimed = (
        update(Calendar)
        .where(Calendar.id == calendar_id, Calendar.version == version)
        .values(name=draft.name, zone=draft.zone, observed=draft.observed, version=new_version(), changed_at=at)
        .returning(Calendar.id)
        .execution_options(synchronize_session=False)
    )
    before = _told(_draft_of_own(calendar_id))
    if session().scalar(claimed) is None:
        raise ChangedMeanwhile
    calendar = calendar_with_days(calendar_id)
    assert calendar is not None
    session().refresh(calendar, ["name", "zone", "observed", "version", "changed_at"])
    for days in (calendar.weekly, calendar.library, calendar.recurring, calendar.single):
        days.clear()
    session().flush()  # the old days go before the new ones come: their dates are unique
    _fill(calendar, draft)
    record(by, "calendar.edited", calendar, at=at, before=before, after=_told(draft))
    return calendar


@needs(Right.CALENDAR_CHANGE)
def seed_default_calendar(*, by: Actor, at: datetime) -> Calendar:
    """The guide's calendar (S25, S26); the one that is there already when it has been seeded before."""
    draft = guide_calendar()
    there = session().scalar(select(Calendar).where(Calendar.name == draft.name))
    return there or make_calendar(draft, by=by, at=at)


def _require_sense(draft: CalendarDraft, at: datetime) -> None:
    try:
        ZoneInfo(draft.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ZoneUnknown(zone=draft.zone) from None
    hours = replace(draft, single={}).hours()  # a day opened by hand doesn't make a calendar
    require_hours(hours, local_date(hours, at.astimezone(UTC)))


def _require_free_name(name: str, own_id: int | None) -> None:
    taken = session().scalar(select(Calendar.id).where(Calendar.name == name))
    if taken is not None and taken != own_id:
        raise CalendarNameTaken(name=name)


def _draft_of_own(calendar_id: int) -> CalendarDraft:
    calendar = calendar_with_days(calendar_id)
    if calendar is None:
        raise NotThere
    return draft_of(calendar)


def _fill(calendar: Calendar, draft: CalendarDraft) -> None:
    calendar.weekly = [
        WeeklyHours(weekday=weekday, start_minute=start, end_minute=end)
        for weekday, windows in enumerate(draft.weekly)
        for start, end in _once_each(windows).items()
    ]
    calendar.library = [
        LibraryDay(country=day.country, subdivision=day.subdivision or "", name=day.name, label=day.label)
        for day in {(d.country, d.subdivision, d.name): d for d in draft.library}.values()
    ]
    calendar.recurring = [
        RecurringDay(
            name=day.name,
            first_month=day.first[0],
            first_day=day.first[1],
            last_month=day.last[0],
            last_day=day.last[1],
            hours=written_hours(day.windows),
        )
        for day in dict.fromkeys(draft.recurring)
    ]
    calendar.single = [
        SingleDay(on_date=on, name=day.name, hours=written_hours(day.windows)) for on, day in draft.single.items()
    ]


def _once_each(windows: tuple[Window, ...]) -> dict[int, int]:
    """Ends by starts; of two windows that open together the longer one."""
    return dict(sorted(windows, key=lambda window: (window[1] - window[0]) % MINUTES_A_DAY or MINUTES_A_DAY))


def _told(draft: CalendarDraft) -> dict[str, object]:
    """For the audit log: JSON values."""
    return {
        "name": draft.name,
        "zone": draft.zone,
        "observed": draft.observed,
        "weekly": [written_hours(windows) for windows in draft.weekly],
        "library": [f"{day.country}: {day.label or day.name}" for day in draft.library],
        "recurring": [f"{day.name} {day.first}-{day.last} {written_hours(day.windows)}" for day in draft.recurring],
        "single": [f"{on.isoformat()} {day.name} {written_hours(day.windows)}" for on, day in draft.single.items()],
    }
