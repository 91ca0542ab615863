"""Business time: when does a promise of so many working hours run out, and how much work lies between two moments.

A deadline is the moment at which the working seconds are used up, so an exact fit ends at closing time and not at the
next opening (SE9). Amounts are elapsed time, never wall time: 4 h around the clock over the spring gap move the wall
clock by 5 (SE3). Which moments count is said in hours.py.

No search is endless: after ten years without enough working time it is refused by name (SE19).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.domain.calendars.hours import DAY, TICK, Moments, SpecialDay, WorkingHours, moment, tick, zone_of
from portal.domain.errors import N_, Refused

HORIZON_IN_DAYS = 3653
FIRST_YEAR, LAST_YEAR = 1970, 2199


class CalendarWithoutHours(Refused):
    """A promise in business hours would never run out, or at once (SE19)."""

    sentence = N_("This calendar is never open. Give at least one day of the week its hours.")
    status = 422
    field = "weekly"


class CalendarNeverOpens(Refused):
    """Ten years of the calendar do not hold the working time asked for (SE19)."""

    sentence = N_("This calendar doesn't open long enough within ten years. Give it more hours or fewer holidays.")


class OutsideTheCalendar(Refused):
    """Far before the first computer or far after the last one of us; a typing error."""

    sentence = N_("Give a date between 1970 and 2199.")
    status = 422


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of working time that was counted, in UTC, [start, end)."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How much was counted."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Due:
    """A moment in UTC, and the spans that lead to it, in order and not touching."""

    due_at: datetime
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class BusinessDay:
    """A date on which the calendar opens, with its first opening and last closing in UTC."""

    on: date
    opens_at: datetime
    closes_at: datetime


def due_after(hours: WorkingHours, start: datetime, amount: timedelta) -> Due:
    """The moment at which `amount` of working time since `start` is used up, and the spans counted.

    Refuses, with CalendarNeverOpens, what ten years don't hold. Nothing to count is due at once.
    """
    left = amount // TICK
    if left < 0:
        message = f"a promise can't be {amount} long"
        raise ValueError(message)
    if left == 0:
        return Due(start.astimezone(UTC), ())
    spans: list[Moments] = []
    for begin, end in _open_from(hours, start):
        used_up = min(end, begin + left)
        left -= used_up - begin
        if spans and spans[-1][1] == begin:
            spans[-1] = (spans[-1][0], used_up)
        else:
            spans.append((begin, used_up))
        if left == 0:
            return Due(moment(used_up), tuple(Span(moment(a), moment(b)) for a, b in spans))
    raise CalendarNeverOpens


def working_time(hours: WorkingHours, start: datetime, end: datetime) -> timedelta:
    """How much working time lies in [start, end); nothing, never less, when the end comes first (SE40)."""
    since, until = tick(start), tick(end)
    if until <= since:
        return timedelta(0)
    zone = zone_of(hours.zone)
    on, last = _date(start, zone) - DAY, _date(end, zone) + DAY
    ticks = 0
    while on <= last:
        for begin, close in hours.moments_on(on):
            ticks += max(0, min(close, until) - max(begin, since))
        on += DAY
    return timedelta(microseconds=ticks)


def is_open(hours: WorkingHours, at: datetime) -> bool:
    """True while the clock on the calendar's wall stands inside one of the date's windows."""
    local = at.astimezone(zone_of(hours.zone))
    minute = local.hour * 60 + local.minute
    return any(start <= minute < end for start, end in hours.windows_on(local.date()))


def opens_next(hours: WorkingHours, at: datetime) -> datetime:
    """The first working moment at or after `at`, in UTC. Refuses a calendar that never opens."""
    for begin, _end in _open_from(hours, at):
        return moment(begin)
    raise CalendarNeverOpens


def business_day(hours: WorkingHours, at: datetime, nth: int) -> BusinessDay:
    """The nth business date after the date of `at`, which is not counted, whatever its hour (S48, SE46)."""
    passed = 0
    for on in _dates_from(_date(at, zone_of(hours.zone)) + DAY):
        moments = hours.moments_on(on)
        passed += bool(moments)
        if passed == nth and moments:
            return BusinessDay(on, moment(moments[0][0]), moment(moments[-1][1]))
    raise CalendarNeverOpens


def close_of_business_day(hours: WorkingHours, at: datetime, nth: int) -> datetime:
    """The close, in UTC, of the nth business date after `at`; the day of asking is not counted (S48)."""
    return business_day(hours, at, nth).closes_at


def special_between(hours: WorkingHours, first: date, last: date) -> list[tuple[date, SpecialDay]]:
    """What was special from one date to another, both included: for explanations and previews."""
    dates = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [(on, special) for on in dates if (special := hours.days.get(on)) is not None]


def require_hours(hours: WorkingHours, on: date) -> None:
    """Refuse a calendar that is never open in the year from `on`: no hours, or holidays on all of them (SE19)."""
    year = (on + timedelta(days=n) for n in range(366))
    if not any(hours.weekly) or not any(hours.moments_on(day) for day in year):
        raise CalendarWithoutHours


def local_date(hours: WorkingHours, at: datetime) -> date:
    """The date on the calendar's wall: holidays belong to its zone, not to the caller's (SE13)."""
    return _date(at, zone_of(hours.zone))


def _open_from(hours: WorkingHours, start: datetime) -> Iterator[Moments]:
    """Working stretches from `start` on, the first one cut."""
    since = tick(start)
    for on in _dates_from(_date(start, zone_of(hours.zone))):
        for begin, end in hours.moments_on(on):
            if end > since:
                yield max(begin, since), end


def _dates_from(first: date) -> Iterator[date]:
    for n in range(HORIZON_IN_DAYS):
        yield first + timedelta(days=n)


def _date(at: datetime, zone: ZoneInfo) -> date:
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise OutsideTheCalendar
    return at.astimezone(zone).date()
