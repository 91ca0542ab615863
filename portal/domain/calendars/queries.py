"""Reading calendars. Working hours are put together once per process and version of a calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from portal.db import session
from portal.domain.calendars.drafts import CalendarDraft
from portal.domain.calendars.holidays import LibraryHoliday, RecurringDays
from portal.domain.calendars.hours import SpecialDay, Window, WorkingHours, read_hours
from portal.domain.calendars.models import Calendar

DAYS_AHEAD = 366
_REMEMBERED = 128
_known: dict[str, WorkingHours] = {}  # by version, which no two edits share: never stale, whichever process edited


@dataclass(frozen=True, slots=True)
class DayAhead:
    """A date in a calendar's preview: its hours, and the name of what makes it special."""

    on: date
    windows: tuple[Window, ...]
    name: str = ""

    @property
    def closed(self) -> bool:
        """Not open at all."""
        return not self.windows


def calendars() -> list[Calendar]:
    """All calendars by name, without their days."""
    return list(session().scalars(select(Calendar).order_by(Calendar.name)))


def names_taken(except_id: int | None = None) -> set[str]:
    """The names of all calendars but one."""
    return {name for number, name in session().execute(select(Calendar.id, Calendar.name)) if number != except_id}


def all_calendars_with_days() -> list[Calendar]:
    """All calendars by name, with all that belongs to them; five queries however many there are."""
    return list(session().scalars(_with_days().order_by(Calendar.name)))


def calendar_with_days(calendar_id: int) -> Calendar | None:
    """A calendar with all that belongs to it, or None."""
    return session().scalar(_with_days().where(Calendar.id == calendar_id))


def _with_days() -> Select[Calendar]:
    parts = (Calendar.weekly, Calendar.library, Calendar.recurring, Calendar.single)
    return select(Calendar).options(*(selectinload(part) for part in parts))


def version_of(calendar_id: int) -> str:
    """The word of the calendar's last edit. One small query."""
    return session().scalars(select(Calendar.version).where(Calendar.id == calendar_id)).one()


def working_hours_of(calendar_id: int) -> WorkingHours:
    """What the rules compute with. One small query; six when the calendar was edited since this process last asked."""
    return versioned_hours_of(calendar_id)[1]


def versioned_hours_of(calendar_id: int, version: str | None = None) -> tuple[str, WorkingHours]:
    """The same with the version it was made of. Who has read the version in this transaction gives it: no query."""
    version = version or version_of(calendar_id)
    known = _known.get(version)
    if known is None:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        calendar = calendar_with_days(calendar_id)
        assert calendar is not None
        known = _known[version] = draft_of(calendar).hours()
    return version, known


def draft_of(calendar: Calendar) -> CalendarDraft:
    """A stored calendar as values: to edit, to compute with."""
    weekly: list[list[Window]] = [[] for _ in range(7)]
    for hours in calendar.weekly:
        weekly[hours.weekday].append((hours.start_minute, hours.end_minute))
    return CalendarDraft(
        name=calendar.name,
        zone=calendar.zone,
        observed=calendar.observed,
        weekly=tuple(tuple(day) for day in weekly),
        library=tuple(LibraryHoliday(d.country, d.name, d.label, d.subdivision or None) for d in calendar.library),
        recurring=tuple(
            RecurringDays(d.name, (d.first_month, d.first_day), (d.last_month, d.last_day), read_hours(d.hours))
            for d in calendar.recurring
        ),
        single={d.on_date: SpecialDay(d.name, read_hours(d.hours)) for d in calendar.single},
    )


def days_ahead(hours: WorkingHours, today: date, count: int = DAYS_AHEAD) -> list[DayAhead]:
    """The next twelve months, date by date."""
    dates = (today + timedelta(days=n) for n in range(count))
    return [DayAhead(on, hours.windows_on(on), special.name if (special := hours.days.get(on)) else "") for on in dates]
