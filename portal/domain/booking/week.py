"""A week as staff look at it: how full each day is, and the free times of one of them (A2, A5, BR26).

How full is counted at the moments at which the service could begin: of the leading resources that are at work then,
how many are free. That is the customer's question ("is there room?"), for the service that was asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.domain.actors import Actor
from portal.domain.booking.models import Service
from portal.domain.booking.queries import is_desk
from portal.domain.booking.search import Situation, Slot, slots_on, units_of
from portal.domain.booking.situation import ANYBODY, Ask, shop, situation
from portal.domain.booking.together import also_booked, services_with_needs
from portal.domain.calendars.hours import local_day
from portal.domain.calendars.queries import working_hours_of

A_WEEK = 7
_A_DAY = timedelta(days=1)
_QUIET, _FAIR = 3, 1  # fourths of those at work that are free, at least


class Heat(StrEnum):
    """How full a day is."""

    CLOSED = "closed"  # nobody works
    QUIET = "quiet"  # three in four are free
    FAIR = "fair"
    BUSY = "busy"  # fewer than one in four
    FULL = "full"  # no time is left


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """One date: how many times can be booked, how much of those at work is taken (in a hundred), and a word for it."""

    on: date
    times: int
    taken: int
    heat: Heat


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a date on, and the free times of the chosen one."""

    zone: str
    days: tuple[DayOfWeek, ...]
    chosen: date
    slots: tuple[Slot, ...]
    today: date

    @property
    def has_before(self) -> bool:
        """There is a week before that isn't over."""
        return self.days[0].on > self.today

    @property
    def before(self) -> date:
        """The same weekday, or today."""
        return max(self.chosen - A_WEEK * _A_DAY, self.today)

    @property
    def after(self) -> date:
        """The same weekday."""
        return self.chosen + A_WEEK * _A_DAY


def heat_of(free: int, at_work: int, times: int) -> Heat:
    """A word for so many free of so many at work, where so many times can be booked."""
    if at_work == 0:
        return Heat.CLOSED
    if times == 0:
        return Heat.FULL
    if free * 4 >= at_work * _QUIET:
        return Heat.QUIET
    return Heat.FAIR if free * 4 >= at_work * _FAIR else Heat.BUSY


def week_for(
    actor: Actor,
    service_id: int | None,
    chosen: date | datetime | None,
    at: datetime,
    ask: Ask = ANYBODY,
    also_ids: tuple[int, ...] = (),
) -> Week | None:
    """The week around a date (today) of a service that this person may book; None for no such service.

    With `also_ids` for a visit that takes those services, too; a booking that is moved brings its own, and keeps them
    when they have left (BE37).

    A moment stands for its date on the shop's wall (A7, BE22).
    """
    if service_id is None or not is_desk(actor):
        return None
    moved = ask.but_booking_id
    service = services_with_needs((service_id, *(also_ids if moved is None else also_booked(moved))))
    if service is None or (service.retired_at is not None and moved is None):
        return None
    here = shop()  # held, so that it is read once
    zone = working_hours_of(here.calendar_id).zone
    today = local_day(at, zone)
    on = local_day(chosen, zone) if isinstance(chosen, datetime) else chosen
    return week_of(service, max(on or today, today), at, ask, today)


def week_of(service: Service, chosen: date, at: datetime, ask: Ask, today: date) -> Week:
    """The week around a date, beginning on its Monday; as many queries as one day costs."""
    first = chosen - chosen.weekday() * _A_DAY
    asked = situation(service, first, first + (A_WEEK - 1) * _A_DAY, at, ask)
    days = tuple(_day(asked, first + number * _A_DAY) for number in range(A_WEEK))
    return Week(asked.zone, days, chosen, tuple(slots_on(asked, chosen)), today)


def _day(asked: Situation, on: date) -> DayOfWeek:
    begin, end = units_of(asked, on)
    offers = asked.offers
    times = offers.starts.count(1, begin, end)
    at_work, free = _marks(offers.duty, begin, end), _marks(list(offers.by_place[0].values()), begin, end)
    free = min(free, at_work)
    taken = round(100 * (at_work - free) / at_work) if at_work else 0
    return DayOfWeek(on, times, taken, heat_of(free, at_work, times))


def _marks(strips: Sequence[bytes], begin: int, end: int) -> int:
    return sum(strip.count(1, begin, end) for strip in strips)
