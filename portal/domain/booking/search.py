"""Which times are free, and who takes them: the one function behind every page, the command line and the commit.

A start is offered when it lies on the grid of its leading resource's shift, when each resource that the service needs
is at work, not taken and not within a buffer for its whole part, when the shop is open, and when it is neither too soon
nor too far ahead. Buffers keep bookings apart and may reach into breaks and beyond closing time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from portal.domain.booking.choosing import chosen, is_quiet, loads_on
from portal.domain.booking.minutes import A_DAY, MINUTE, Stretch, date_of, day_begins, minute_of, moment_of
from portal.domain.booking.plans import minutes_of
from portal.domain.booking.strips import Frame, Strip, ahead, as_bytes, crowded, lasting, marked, marks_in, ticked
from portal.domain.booking.words import Demand, Kind, Need, Place, Taken
from portal.domain.calendars.hours import WorkingHours

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
    def offers(self) -> "Offers":
        """What can begin when."""
        return offers(self)


@dataclass(frozen=True)
class Offers:
    """For each need, by resource, at which minutes of the frame it could begin; and at which all of them can."""

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
    today = date_of(minute_of(at), zone)
    return Bounds(
        earliest=minute_of(at + demand.notice * MINUTE) + 1,
        latest=day_begins(today + _A_DAY * (demand.horizon + 1), zone),
    )


def offers(asked: Situation) -> Offers:
    """What can begin when, for all dates at once."""
    frame, demand = asked.frame, asked.demand
    open_hours = marked(
        frame,
        (stretch for on in asked.dates for stretch in minutes_of(on, asked.hours.windows_on(on), asked.zone)),
        but=asked.closed.get(None, ()),
    )
    within = (max(asked.bounds.earliest, frame.begin), min(asked.bounds.latest, frame.end - demand.minutes))
    together = marked(frame, [within])
    ways, at_work = [], {}
    for number, need in enumerate(demand.needs):
        way = {}
        for place in _candidates(asked, need):
            grid = _grid(asked, place) if number == 0 else None
            working = _working(asked, place) & open_hours
            free = working & ~_taken(asked, place)
            if grid is not None:
                at_work[place.id] = grid & working
            can = ahead(lasting(free, need.minutes), need.offset)
            way[place.id] = can if grid is None else can & grid
        ways.append(way)
        together &= _any(way)
    return Offers(frame, tuple(ways), at_work, together)


def free_days(asked: Situation) -> frozenset[date]:
    """The dates on which anything can begin: the month view."""
    found, starts, begin = set(), asked.offers.starts, asked.frame.begin
    on = asked.first
    while on <= asked.last:
        a, b = day_begins(on, asked.zone) - begin, day_begins(on + _A_DAY, asked.zone) - begin
        if starts.find(1, a, b) >= 0:
            found.add(on)
        on += _A_DAY
    return frozenset(found)


def slots_on(asked: Situation, on: date) -> Iterator[Slot]:
    """The slots that begin on a date of the shop's zone, in their order: the day view."""
    a, b = (day_begins(day, asked.zone) - asked.frame.begin for day in (on, on + _A_DAY))
    loads = loads_on(asked.taken, day_begins(on, asked.zone), day_begins(on + _A_DAY, asked.zone))
    for at in marks_in(asked.offers.starts, a, b):
        yield _slot(asked, at, on, loads)


def slots(asked: Situation) -> Iterator[Slot]:
    """The same for all its dates."""
    on = asked.first
    while on <= asked.last:
        yield from slots_on(asked, on)
        on += _A_DAY


def slot_at(asked: Situation, start: int) -> Slot | None:
    """The slot that begins at that minute, if it is offered: what the commit asks."""
    at = start - asked.frame.begin
    if not 0 <= at < asked.frame.length or not asked.offers.starts[at]:
        return None
    on = date_of(start, asked.zone)
    loads = loads_on(asked.taken, day_begins(on, asked.zone), day_begins(on + _A_DAY, asked.zone))
    return _slot(asked, at, on, loads)


def _slot(asked: Situation, at: int, on: date, loads: Mapping[int, int]) -> Slot:
    start, demand = asked.frame.begin + at, asked.demand
    parts = []
    for need, way in zip(demand.needs, asked.offers.by_place, strict=True):
        order = [place.id for place in _candidates(asked, need)]
        place_id = chosen([key for key, marks in way.items() if marks[at]], order, loads, on)
        place = next(place for place in asked.places if place.id == place_id)
        parts.append(_part(demand, need, place, start))
    free = sum(marks[at] for marks in asked.offers.by_place[0].values())
    quiet = is_quiet(free, sum(marks[at] for marks in asked.offers.duty))
    return Slot(moment_of(start), moment_of(start + demand.minutes), tuple(parts), quiet)


def _part(demand: Demand, need: Need, place: Place, start: int) -> Part:
    alone = place.lanes == 1  # a pool has no buffers
    begin = start + need.offset
    before, after = (demand.before, demand.after) if alone else (0, 0)
    return Part(place.id, need.kind, place.name, begin, begin + need.minutes, before, after)


def _candidates(asked: Situation, need: Need) -> Iterator[Place]:
    skills = frozenset(need.skill.split())
    return (place for place in asked.places if place.kind == need.kind and skills <= place.skills)


def _working(asked: Situation, place: Place) -> Strip:
    worked = (stretch for on in asked.dates for stretch in place.plan.working_on(on))
    return marked(asked.frame, worked, but=asked.closed.get(place.id, ()))


def _grid(asked: Situation, place: Place) -> Strip:
    dates = (asked.first - _A_DAY, *asked.dates)
    return ticked(asked.frame, (grid for on in dates for grid in place.plan.grids_on(on)), asked.demand.step)


def _taken(asked: Situation, place: Place) -> Strip:
    taken, demand = asked.taken.get(place.id, ()), asked.demand
    if place.lanes > 1:
        return marked(asked.frame, crowded(((start, end) for start, end, _, _ in taken), place.lanes))
    before, after = demand.before, demand.after
    return marked(
        asked.frame,
        [
            (start - (max(after, xb)), end + (max(before, xa)))  # the larger counts (BE34)
            for start, end, xb, xa in taken
        ],
    )


def _any(way: Mapping[int, Strip]) -> Strip:
    found = 0
    for strip in way.values():
        found |= strip
    return found
