"""Which times are free, and who takes them: the one function behind every page, the command line and the commit.

A start is offered when it lies on the grid of its leading resource's shift, when each resource that the service needs
is at work, not taken and not within a buffer for its whole part, when the shop is open, and when it is neither too soon
nor too far ahead. Buffers keep bookings apart and may reach into breaks and beyond closing time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from math import gcd
from typing import NamedTuple

from portal.domain.booking import strips
from portal.domain.booking.choosing import NEAREST, QUIETEST, chosen, is_quiet, loads_on
from portal.domain.booking.minutes import A_DAY, MINUTE, Stretch, date_of, day_begins, minute_of, moment_of
from portal.domain.booking.plans import WorkingPlan, minutes_of
from portal.domain.booking.strips import Frame, Strip, as_bytes, marks_in
from portal.domain.booking.words import Demand, Kind, Need, Place, Taken
from portal.domain.calendars.hours import WorkingHours, local_day

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """What a slot takes of one resource, in minutes of UTC, with the buffers that it keeps."""

    place_id: int
    kind: Kind
    name: str
    start: int
    end: int
    before: int = 0
    after: int = 0
    name_zh: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be booked now, and what it would take."""

    start_at: datetime
    end_at: datetime
    parts: tuple[Part, ...]
    is_quiet: bool = False  # most of those at work are free: fill these first (A5, BR26)

    def of(self, kind: Kind) -> Part | None:
        """Its advisor, its bay."""
        return next((part for part in self.parts if part.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How soon and how far ahead: starts from one minute on, and before another."""

    earliest: int
    latest: int


@dataclass(frozen=True)
class Situation:
    """All that decides, as values: the service, its candidates, what is taken and closed, and the dates asked for.

    `taken` and `closed` are by resource; `closed[None]` is the whole shop's.
    """

    demand: Demand
    places: tuple[Place, ...]
    hours: WorkingHours
    first: date
    last: date
    bounds: Bounds
    taken: Mapping[int, Sequence[Taken]] = field(default_factory=dict)
    closed: Mapping[int | None, Sequence[Stretch]] = field(default_factory=dict)

    @property
    def zone(self) -> str:
        """The shop's."""
        return self.hours.zone

    @cached_property
    def frame(self) -> Frame:
        """From the first date's midnight to the last minute that a slot of the last date can reach."""
        begin, end = day_begins(self.first, self.zone), day_begins(self.last + _A_DAY, self.zone)
        return Frame(begin, end + self.demand.minutes)

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The dates that the frame touches."""
        beyond = self.last + _A_DAY * (2 + self.demand.minutes // A_DAY)
        return tuple(self.first + _A_DAY * n for n in range((beyond - self.first).days))

    @cached_property
    def booked(self) -> Mapping[int, Sequence[Taken]]:
        """What is taken of each, in order."""
        return {key: sorted(rows) for key, rows in self.taken.items()}

    @cached_property
    def offers(self) -> "Offers":
        """What can begin when."""
        return offers(self)


@dataclass(frozen=True)
class Offers:
    """For each need, by resource, at which units of the frame it could begin; and at which all of them can."""

    frame: Frame
    ways: tuple[dict[int, Strip], ...]
    at_work: dict[int, Strip]  # where leading resources would be, booked or not
    together: Strip

    @cached_property
    def starts(self) -> bytes:
        """All that is offered, to look up."""
        return as_bytes(self.frame, self.together)

    @cached_property
    def by_place(self) -> tuple[dict[int, bytes], ...]:
        """The same for each need and resource."""
        return tuple({key: as_bytes(self.frame, strip) for key, strip in way.items()} for way in self.ways)

    @cached_property
    def duty(self) -> list[bytes]:
        """Where leading resources are at work."""
        return [as_bytes(self.frame, strip) for strip in self.at_work.values()]


def bounds(demand: Demand, at: datetime, zone: str) -> Bounds:
    """After the notice has passed, to the end of the last bookable day of the shop (BE21, BE24, BE25)."""
    today = local_day(at, zone)
    return Bounds(
        earliest=minute_of(at + demand.notice * MINUTE) + 1,
        latest=day_begins(today + _A_DAY * (demand.horizon + 1), zone),
    )


def offers(asked: Situation) -> Offers:
    """What can begin when, for all dates at once."""
    demand = asked.demand
    grids = _grids(asked)
    frame = asked.frame._replace(unit=_unit(asked, grids))
    hours = [part for on in asked.dates for part in minutes_of(on, asked.hours.windows_on(on), asked.zone)]
    shop = Working(*(marks(frame, hours, but=asked.closed.get(None, ())) for marks in (strips.whole, strips.begun)))
    within = max(asked.bounds.earliest, frame.begin), min(asked.bounds.latest, frame.end - demand.minutes)
    together = strips.begun(frame, [within])
    ways, at_work, alike = [], {}, dict[_Alike, Working]()
    for number, need in enumerate(demand.needs):
        way = {}
        for place in _candidates(asked, need):
            key = place.plan, tuple(asked.closed.get(place.id, ()))
            working = alike[key] = alike.get(key) or _working(asked, frame, *key)
            free = working.whole & shop.whole & ~_taken(asked, frame, place)
            can = strips.ahead(strips.lasting(free, need.minutes // frame.unit), need.offset // frame.unit)
            if number == 0:
                grid = strips.ticked(frame, grids[place.plan], demand.step)
                at_work[place.id] = grid & working.begun & shop.begun
                can &= grid
            way[place.id] = can
        ways.append(way)
        together &= _any(way)
    return Offers(frame, tuple(ways), at_work, together)


def free_days(asked: Situation) -> frozenset[date]:
    """The dates on which anything can begin: the month view."""
    starts, dates = asked.offers.starts, [asked.first + _A_DAY * n for n in range((asked.last - asked.first).days + 1)]
    return frozenset(on for on in dates if starts.find(1, *units_of(asked, on)) >= 0)


def units_of(asked: Situation, on: date) -> tuple[int, int]:
    """The units of the offers' frame that begin on that date of the shop's zone, [first, end)."""
    first, end = (asked.offers.frame.at(day_begins(day, asked.zone)) for day in (on, on + _A_DAY))
    return max(first, 0), max(end, 0)


def slots_on(asked: Situation, on: date) -> Iterator[Slot]:
    """The slots that begin on a date of the shop's zone, in their order: the day view."""
    return _slots(asked, marks_in(asked.offers.starts, *units_of(asked, on)))


def slots(asked: Situation) -> Iterator[Slot]:
    """The same for all its dates."""
    return _slots(asked, marks_in(asked.offers.starts, 0, units_of(asked, asked.last)[1]))


def nearest(asked: Situation, wanted_at: datetime) -> tuple[Slot, ...]:
    """As `alternatives` of all slots: the nearest, and quiet ones of the others. Only these few are made (A5, BR26)."""
    wanted, starts = (wanted_at - moment_of(0)) / MINUTE, asked.offers.starts
    by_distance = sorted(
        marks_in(starts, 0, len(starts)), key=lambda at: (abs(asked.offers.frame.minute(at) - wanted), at)
    )
    quiet = (at for at in by_distance[NEAREST:] if _is_quiet(asked, at))
    return tuple(_slots(asked, sorted([*by_distance[:NEAREST], *islice(quiet, QUIETEST)])))


def slot_at(asked: Situation, start: int) -> Slot | None:
    """The slot that begins at that minute, if it is offered: what the commit asks."""
    frame = asked.offers.frame
    at = frame.at(start)
    if not 0 <= at < frame.length or frame.minute(at) != start or not asked.offers.starts[at]:
        return None
    return next(_slots(asked, [at]))


def _slots(asked: Situation, begins: Iterable[int]) -> Iterator[Slot]:
    on, until, loads = asked.first, 0, dict[int, int]()
    for at in begins:
        start = asked.offers.frame.minute(at)
        if start >= until:
            on = date_of(start, asked.zone)
            until = day_begins(on + _A_DAY, asked.zone)
            loads = loads_on(asked.booked, day_begins(on, asked.zone), until)
        yield _slot(asked, at, on, loads)


def _slot(asked: Situation, at: int, on: date, loads: Mapping[int, int]) -> Slot:
    start, demand = asked.offers.frame.minute(at), asked.demand
    parts = []
    for need, way in zip(demand.needs, asked.offers.by_place, strict=True):
        order = [place.id for place in _candidates(asked, need)]
        place_id = chosen([key for key, marks in way.items() if marks[at]], order, loads, on)
        place = next(place for place in asked.places if place.id == place_id)
        parts.append(_part(demand, need, place, start))
    return Slot(moment_of(start), moment_of(start + demand.minutes), tuple(parts), _is_quiet(asked, at))


def _is_quiet(asked: Situation, at: int) -> bool:
    free = sum(marks[at] for marks in asked.offers.by_place[0].values())
    return is_quiet(free, sum(marks[at] for marks in asked.offers.duty))


def _part(demand: Demand, need: Need, place: Place, start: int) -> Part:
    alone = place.lanes == 1  # a pool has no buffers
    begin = start + need.offset
    before, after = (demand.before, demand.after) if alone else (0, 0)
    return Part(place.id, need.kind, place.name, begin, begin + need.minutes, before, after, place.name_zh)


def _candidates(asked: Situation, need: Need) -> Iterator[Place]:
    skills = frozenset(need.skill.split())
    return (place for place in asked.places if place.kind == need.kind and skills <= place.skills)


class Working(NamedTuple):
    """Which units somebody works from end to end, and when they begin one."""

    whole: Strip
    begun: Strip


_Alike = tuple[WorkingPlan, tuple[Stretch, ...]]  # most work by the same plan, and are not away


def _working(asked: Situation, frame: Frame, plan: WorkingPlan, away: tuple[Stretch, ...]) -> Working:
    worked = [stretch for on in asked.dates for stretch in plan.working_on(on)]
    return Working(strips.whole(frame, worked, but=away), strips.begun(frame, worked, but=away))


def _grids(asked: Situation) -> dict[WorkingPlan, list[Stretch]]:
    """Of the leading resources."""
    plans = {place.plan for need in asked.demand.needs[:1] for place in _candidates(asked, need)}
    dates = (asked.first - _A_DAY, *asked.dates)
    return {plan: [grid for on in dates for grid in plan.grids_on(on)] for plan in plans}


def _unit(asked: Situation, grids: Mapping[WorkingPlan, Sequence[Stretch]]) -> int:
    """What divides all that a slot and its parts can begin or end by; a minute at least."""
    needs = [length for need in asked.demand.needs for length in (need.offset, need.minutes)]
    begins = [start - asked.frame.begin for grid in grids.values() for start, _end in grid]
    return gcd(asked.demand.step, *needs, *begins) if needs else 1


def _taken(asked: Situation, frame: Frame, place: Place) -> Strip:
    taken, before, after = asked.taken.get(place.id, ()), asked.demand.before, asked.demand.after
    if place.lanes > 1:
        return strips.touched(frame, strips.crowded(((start, end) for start, end, _, _ in taken), place.lanes))
    return strips.crossed(frame, taken, before, after)


def _any(way: Mapping[int, Strip]) -> Strip:
    found = 0
    for strip in way.values():
        found |= strip
    return found
