"""The weeks and the times that a customer chooses from: five weeks at once, from one look at the plans (A1, A3, A5).

What is free is the engine's answer alone; here it is put in an order. The customer's wanted time comes first; when
nobody said one, or it is taken, quiet times are proposed, so that quiet hours fill first (BR26). Nothing is hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.booking.choosing import alternatives
from portal.domain.booking.models import Resource, Service
from portal.domain.booking.queries import is_desk
from portal.domain.booking.refusals import SlotNotOffered
from portal.domain.booking.search import Situation, Slot, free_days, nearest, slots, slots_on
from portal.domain.booking.situation import ANYBODY, Ask, situation
from portal.domain.booking.words import Kind, Place
from portal.domain.calendars.hours import local_day

WEEKS = 5
A_WEEK = timedelta(days=7)
FEW = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a customer has chosen so far; nothing yet is fine."""

    week_of: date | None = None  # the weeks from this date's on
    on: date | None = None
    at: time | None = None  # on the shop's wall
    advisor_id: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen: dates of the weeks from `first` on, the times of one, proposals, advisors by name."""

    zone: str
    today: date
    first: date  # a Monday
    furthest: date  # the last bookable day (BE25)
    days: frozenset[date]
    on: date | None  # whose times these are; None: no day is free
    slots: tuple[Slot, ...]
    proposed: tuple[Slot, ...]
    advisors: tuple[Place, ...]

    @property
    def last(self) -> date:
        """The Sunday with which the weeks end."""
        return self.first + WEEKS * A_WEEK - timedelta(days=1)


def offer(service: Service, wanted: Wanted, at: datetime, ask: Ask = ANYBODY) -> Offer:
    """As of now. Six queries. A day without free times gives way to none: its page says what is near."""
    said, day = wanted.week_of or wanted.on, timedelta(days=1)
    begin = monday_of(said or at.astimezone(UTC).date() - day)
    end = monday_of(said or at.astimezone(UTC).date() + day) + WEEKS * A_WEEK  # the shop's week may be the next one
    asked = situation(service, begin - day, end + day, at, ask)
    today = local_day(at, asked.zone)
    first = monday_of(max(said or today, today))
    advisors = tuple(place for place in asked.places if place.kind is Kind.ADVISOR)
    asked = with_advisor(asked, wanted.advisor_id)
    days = frozenset(on for on in free_days(asked) if first <= on < first + WEEKS * A_WEEK)
    on = wanted.on or min(days, default=None)
    times = tuple(slots_on(asked, on)) if on is not None and on in days else ()
    return Offer(
        zone=asked.zone,
        today=today,
        first=first,
        furthest=today + timedelta(days=service.horizon_days),
        days=days,
        on=on,
        slots=times,
        proposed=_proposed(asked, times, _wanted_at(on, wanted.at, asked.zone, is_free=bool(times))),
        advisors=advisors,
    )


def with_advisor(asked: Situation, advisor_id: int | None) -> Situation:
    """The same, with this advisor alone; as it is, when nobody of that number receives for the service."""
    if advisor_id is None or all(place.id != advisor_id for place in asked.places if place.kind is Kind.ADVISOR):
        return asked
    places = tuple(place for place in asked.places if place.kind is not Kind.ADVISOR or place.id == advisor_id)
    return replace(asked, places=places)


def proposed(times: Sequence[Slot], wanted_at: datetime | None) -> tuple[Slot, ...]:
    """The wanted time alone when it is free, else what is near and quiet; without a wanted time quiet ones (BR26)."""
    if wanted_at is None:
        return spread([slot for slot in times if slot.is_quiet])
    exactly = tuple(slot for slot in times if slot.start_at == wanted_at)
    return exactly or alternatives(times, wanted_at)


def _proposed(asked: Situation, times: Sequence[Slot], wanted_at: datetime | None) -> tuple[Slot, ...]:
    """The same of a day's times; of all the weeks' when it has none: of those only the few that are shown are made."""
    if times or wanted_at is None:
        return proposed(times or tuple(slots(asked)), wanted_at)
    return proposed(nearest(asked, wanted_at), wanted_at)


def spread(times: Sequence[Slot]) -> tuple[Slot, ...]:
    """A few of them, from early to late."""
    if len(times) <= FEW:
        return tuple(times)
    return tuple(times[(len(times) - 1) * n // (FEW - 1)] for n in range(FEW))


def monday_of(on: date) -> date:
    """The Monday of its week."""
    return on - timedelta(days=on.weekday())


def _wanted_at(on: date | None, wanted: time | None, zone: str, *, is_free: bool) -> datetime | None:
    """The moment on the shop's wall; for a day on which nothing is free its noon, to find what is near."""
    if on is None or (wanted is None and is_free):
        return None
    return datetime.combine(on, wanted or time(12), ZoneInfo(zone)).astimezone(UTC)


def wanted_by_name(advisor_id: int | None, *, by: Actor) -> frozenset[int]:
    """The advisor somebody asks for. Refused, with SlotNotOffered: nobody whom they may choose (A3, BE11)."""
    if advisor_id is None:
        return frozenset()
    found = select(Resource.id).where(
        Resource.id == advisor_id, Resource.kind == Kind.ADVISOR, Resource.retired_at.is_(None)
    )
    if not is_desk(by):
        found = found.where(Resource.is_kept_for_walk_ins.is_(False))
    if session().scalars(found).first() is None:
        raise SlotNotOffered
    return frozenset({advisor_id})
