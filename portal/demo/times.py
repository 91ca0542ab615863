"""Believable moments: the desk answers in its hours, customers write in theirs."""

from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from portal.domain.calendars.queries import working_hours_of
from portal.domain.calendars.rules import due_after, opens_next, working_time

SATURDAY = 5
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Times:
    """Moments of one desk, seen from `now`."""

    def __init__(self, calendar_id: int, now: datetime) -> None:
        """The desk's hours are those of its calendar."""
        self.hours, self.now = working_hours_of(calendar_id), now

    def at_desk(self, since: datetime, amount: timedelta) -> datetime:
        """So much working time of the desk later."""
        return due_after(self.hours, since, timedelta(seconds=round(amount.total_seconds()))).due_at

    def desk_opens(self, at: datetime) -> datetime:
        """The first working moment from `at` on."""
        return opens_next(self.hours, at)

    def worked_until_now(self, since: datetime) -> timedelta:
        """Working time of the desk from then to now."""
        return working_time(self.hours, since, self.now)

    def before_now(self, amount: timedelta) -> datetime:
        """So much working time of the desk ago."""
        early, late = self.now - 60 * DAY, self.now
        while late - early > timedelta(seconds=1):
            middle = early + (late - early) / 2
            if working_time(self.hours, middle, self.now) >= amount:
                early = middle
            else:
                late = middle
        return early.replace(microsecond=0)


def in_office(at: datetime, zone: str, chance: Random) -> datetime:
    """At `at`, or when people there are next at work."""
    local = at.astimezone(ZoneInfo(zone))
    opens, closes = time(7, 40), time(17, 50)
    if local.time() > closes or local.weekday() >= SATURDAY:
        local += DAY
        while local.weekday() >= SATURDAY:
            local += DAY
    elif local.time() >= opens:
        return at
    morning = datetime.combine(local.date(), opens, ZoneInfo(zone))
    return (morning + chance.randint(3, 170) * MINUTE + chance.randint(0, 59) * timedelta(seconds=1)).astimezone(
        at.tzinfo
    )


def any_workday(earliest: datetime, latest: datetime, zone: str, chance: Random) -> datetime:
    """Some moment of a working day there, not after `latest` by more than a day's begin."""
    while True:
        local = (earliest + (latest - earliest) * chance.random()).astimezone(ZoneInfo(zone))
        hour = min(max(chance.gauss(11.5, 2.6), 7.2), 18.4)
        at = datetime.combine(local.date(), time(0), ZoneInfo(zone)) + timedelta(seconds=round(hour * 3600))
        if local.weekday() < SATURDAY and earliest <= at <= latest:
            return at.astimezone(earliest.tzinfo)
