"""Reading all that the search needs: seven small queries, whatever is asked (more once, when a calendar changed)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

from sqlalchemy import Select, Text, cast, func, or_, select

from portal.db import session
from portal.domain.booking.choosing import LONGEST
from portal.domain.booking.dated import USUAL, ByDate, by_date
from portal.domain.booking.minutes import Stretch, minute_from, minute_of, moment_of
from portal.domain.booking.models import Allocation, Closure, Hold, PlanDay, Resource, Service, Shop
from portal.domain.booking.plans import WorkingPlan
from portal.domain.booking.search import Bounds, Situation, bounds
from portal.domain.booking.strips import Frame
from portal.domain.booking.words import Demand, Kind, Need, Place, Taken
from portal.domain.calendars.hours import Window, WorkingHours, read_hours
from portal.domain.calendars.queries import working_hours_of

_MARGIN = 24 * 60  # the longest buffer


@dataclass(frozen=True, slots=True)
class Ask:
    """For whom the search is: wanted resources, what doesn't count as taken, and whether staff ask."""

    resource_ids: frozenset[int] = frozenset()
    but_booking_id: int | None = None  # being moved: it is not in its own way (BE10)
    but_hold_id: int | None = None
    is_staff: bool = False  # no notice; resources kept for walk-ins too
    ignores_taken: bool = False  # what working plans alone would allow


ANYBODY = Ask()
Written = tuple[int, str, str]  # a day of a plan, as it is stored: weekday, shifts, breaks


def shop() -> Shop:
    """The one shop."""
    return session().get_one(Shop, 1)


def shop_hours() -> WorkingHours:
    """When it is open, and in which zone."""
    return working_hours_of(shop().calendar_id)


def demand_of(service: Service) -> Demand:
    """A stored service, as the search sees it."""
    return Demand(
        id=service.id,
        minutes=service.minutes,
        needs=tuple(Need(Kind(n.kind), n.minutes, n.offset_minutes, n.skill) for n in service.needs),
        before=service.before_minutes,
        after=service.after_minutes,
        step=service.step_minutes,
        notice=service.notice_minutes,
        horizon=service.horizon_days,
    )


def situation(service: Service, first: date, last: date, at: datetime, ask: Ask = ANYBODY) -> Situation:
    """Everything about these dates of the shop's zone, both included. `service` comes with its needs."""
    hours = shop_hours()
    demand = demand_of(service)
    if ask.is_staff:
        demand = replace(demand, notice=0)
    places = tuple(_places(demand, hours.zone, first, last, ask))
    within: Bounds = bounds(demand, at, hours.zone)
    empty = Situation(demand, places, hours, first, last, within)
    ids = [place.id for place in places]
    taken = {} if ask.ignores_taken else _taken(empty.frame, ids, at, ask)
    return replace(empty, taken=taken, closed=closed_between(empty.frame.begin, empty.frame.end, ids))


def _places(demand: Demand, zone: str, first: date, last: date, ask: Ask) -> Iterator[Place]:
    resources = _resources({need.kind for need in demand.needs}, ask.resource_ids)
    dated = by_date(first, last, [one.id for one in resources])
    if not ask.resource_ids <= {one.id for one in resources}:
        return  # somebody else's resource, or one that left: nothing is offered with it (BE11)
    for one, days in resources.items():
        if one.id in ask.resource_ids or ask.is_staff or not one.is_kept_for_walk_ins:
            yield Place(
                id=one.id,
                kind=Kind(one.kind),
                name=one.name,
                plan=plan_of(days, zone, dated.get(one.id, USUAL)),
                lanes=one.capacity,
                skills=frozenset(one.skills.split()),
                kept_for_walk_ins=one.is_kept_for_walk_ins,
                name_zh=one.name_zh,
            )


class Candidate(NamedTuple):
    """A resource as it is stored."""

    id: int
    kind: str
    name: str
    name_zh: str
    capacity: int
    skills: str
    is_kept_for_walk_ins: bool


def _resources(kinds: Collection[str], named: frozenset[int]) -> dict[Candidate, list[Written]]:
    """Of these kinds, with their days; where some are named, of their kind no others. Plain rows: every search asks."""
    found = (
        select(
            Resource.id,
            Resource.kind,
            Resource.name,
            Resource.name_zh,
            Resource.capacity,
            Resource.skills,
            Resource.is_kept_for_walk_ins,
            PlanDay.weekday,
            PlanDay.shifts,
            PlanDay.breaks,
        )
        .outerjoin(PlanDay, PlanDay.resource_id == Resource.id)
        .where(Resource.kind.in_(kinds), Resource.retired_at.is_(None))
        .order_by(Resource.position, Resource.id)
    )
    if named:
        theirs = select(Resource.kind).where(Resource.id.in_(named), Resource.retired_at.is_(None))
        found = found.where(or_(Resource.id.in_(named), Resource.kind.not_in(theirs)))
    resources: dict[Candidate, list[Written]] = {}
    for *stored, weekday, shifts, breaks in session().execute(found):
        days = resources.setdefault(Candidate._make(stored), [])
        if weekday is not None:
            days.append((weekday, shifts, breaks))
    return resources


def place_of(resource: Resource, zone: str, dated: ByDate) -> Place:
    """A stored resource with its days, as the search sees it."""
    return Place(
        id=resource.id,
        kind=Kind(resource.kind),
        name=resource.name,
        plan=plan_of([(day.weekday, day.shifts, day.breaks) for day in resource.days], zone, dated),
        lanes=resource.capacity,
        skills=frozenset(resource.skills.split()),
        kept_for_walk_ins=resource.is_kept_for_walk_ins,
        name_zh=resource.name_zh,
    )


def plan_of(days: Iterable[Written], zone: str, dated: ByDate) -> WorkingPlan:
    """Stored days, each its weekday with shifts and breaks as they are written; Monday is 0."""
    week: list[tuple[Window, ...]] = [()] * 7
    breaks: list[tuple[Window, ...]] = [()] * 7
    for weekday, worked, paused in days:
        week[weekday], breaks[weekday] = read_hours(worked), read_hours(paused)
    return WorkingPlan(zone, tuple(week), tuple(breaks), dated.exceptions, dated.periods)


def closed_between(begin: int, end: int, ids: Collection[int] | None = None) -> dict[int | None, list[Stretch]]:
    """Closures that reach into these minutes, of these resources or of all; under None those of the whole shop."""
    rows = select(Closure.resource_id, Closure.start_at, Closure.end_at).where(
        Closure.end_at > moment_of(begin), Closure.start_at < moment_of(end)
    )
    if ids is not None:
        rows = rows.where(or_(Closure.resource_id.is_(None), Closure.resource_id.in_(ids)))
    found: dict[int | None, list[Stretch]] = {}
    for resource_id, start_at, end_at in session().execute(rows):
        found.setdefault(resource_id, []).append((minute_of(start_at), minute_from(end_at)))
    return found


def _taken(frame: Frame, ids: list[int], at: datetime, ask: Ask) -> dict[int, list[Taken]]:
    """Live allocations near the frame, those whose buffers reach into it included (BE35); no expired holds (BE14)."""
    live_holds = select(Hold.id).where(Hold.expires_at > at)
    found = _written_out().where(
        Allocation.released_at.is_(None),
        Allocation.resource_id.in_(ids),
        Allocation.from_minute > frame.begin - _MARGIN - LONGEST,
        Allocation.from_minute < frame.end + _MARGIN,
        Allocation.to_minute > frame.begin - _MARGIN,
        or_(Allocation.hold_id.is_(None), Allocation.hold_id.in_(live_holds)),
    )
    if ask.but_booking_id is not None:
        found = found.where(or_(Allocation.booking_id.is_(None), Allocation.booking_id != ask.but_booking_id))
    if ask.but_hold_id is not None:
        found = found.where(or_(Allocation.hold_id.is_(None), Allocation.hold_id != ask.but_hold_id))
    taken: dict[int, list[Taken]] = {resource_id: [] for resource_id in ids}
    session().flush()
    for resource_id, *columns in session().connection().execute(found).all():
        taken[resource_id] = list(zip(*map(_numbers, columns), strict=False))
    return taken


@cache
def _written_out() -> Select[*tuple[Any, ...]]:
    """A row for each resource, its columns as words: of 15,000 rows each would cost more than the search in them."""
    columns = Allocation.from_minute, Allocation.to_minute, Allocation.before_minutes, Allocation.after_minutes
    words = [func.aggregate_strings(cast(column, Text), ",") for column in columns]
    return select(Allocation.resource_id, *words).group_by(Allocation.resource_id)


def _numbers(words: str) -> Iterable[int]:
    """The numbers of a column; without an end when all of them are 0, as most buffers are."""
    return map(int, words.split(",")) if words.strip("0,") else repeat(0)
