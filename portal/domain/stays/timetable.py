"""Everything that a stay asks for, by when: from the profile's catalogue, the stay's times and its room (V15, V17).

The timetable is computed whole, each time anew; following.py makes the tasks that are there fit it. So a time that has
moved five times leaves the last timetable and nothing else (VE3). Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.domain.departments.words import Department, Post
from portal.domain.stays.profile import LevelFacts, Profile, TimedTask
from portal.domain.stays.words import Level
from portal.domain.tasks.rules import Rung, TaskDraft
from portal.domain.tasks.words import Anchor

INSPECTIONS_APART = timedelta(minutes=10)  # a link of the chain is due so long after the one before (VQ13)
APPROVE, ROOM_CHECK = "approve-level", "room-check"
MOST_NIGHTS = 60  # for which daily tasks are made ahead


@dataclass(frozen=True, slots=True)
class Times:
    """When a guest comes and goes. Moments in UTC; a provisional one is the house's usual hour (VE25, VE33)."""

    zone: str
    arrive_on: date
    arrive_at: datetime
    depart_on: date
    depart_at: datetime
    is_arrival_provisional: bool = False
    is_departure_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A task of the timetable. `key` says which it is: the same again is moved, not made anew."""

    key: str
    draft: TaskDraft
    template: str = ""  # a checklist goes with it
    who_may: Post | None = None
    is_of_room: bool = False


def at_wall(on: date, clock: str, zone: str) -> datetime:
    """That time of that day there, in UTC; of a time that comes twice the first, of one that doesn't the next."""
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(on, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)


def timetable(
    profile: Profile, level: Level | None, times: Times, place: str, *, asked: Level | None = None
) -> list[Planned]:
    """All of it, in the order in which it falls due.

    Of a stay without a level: that the level it is `asked` for is decided on; of one that isn't, nothing.
    """
    wanted = level or asked
    if wanted is None:
        return []
    facts = profile.of(wanted)
    tasks = [task for task in profile.tasks if wanted in task.levels and (level or task.code == APPROVE)]
    planned = [one for task in tasks for one in _of(task, facts, times, place)]
    return sorted(planned, key=lambda one: (one.draft.due_at, one.key))


def _of(task: TimedTask, facts: LevelFacts, times: Times, place: str) -> Iterator[Planned]:
    if task.when == "no_eta" and not times.is_arrival_provisional:
        return
    if task.code == ROOM_CHECK:
        yield from _inspections(task, facts, times, place)
    elif task.anchor == Anchor.CLOCK and task.days is None:
        for on in _days_within(times):
            yield _planned(task, f"{task.code}@{on}", at_wall(on, task.clock, times.zone), times, place)
    else:
        yield _planned(task, task.code, _due(task, times), times, place)


def _inspections(task: TimedTask, facts: LevelFacts, times: Times, place: str) -> Iterator[Planned]:
    """One for each who looks at the room, each later than the one before (V16, VR53, VR63-VR64)."""
    for number, post in enumerate(facts.inspectors):
        due_at = _due(task, times) + number * INSPECTIONS_APART
        key = task.code if number == 0 else f"{task.code}@{post}"
        yield _planned(task, key, due_at, times, place, owner=post)


def _due(task: TimedTask, times: Times) -> datetime:
    """Moments are added in UTC: two hours before are two hours in the night of a clock change too (VE35-VE36)."""
    if task.anchor == Anchor.CLOCK:
        return at_wall(times.arrive_on + timedelta(days=task.days or 0), task.clock, times.zone)
    anchor_at = times.arrive_at if task.anchor == Anchor.ARRIVAL else times.depart_at
    return anchor_at + timedelta(minutes=task.minutes)


def _days_within(times: Times) -> Iterator[date]:
    """The days after the arrival's until the departure's: those on which the guest wakes up here."""
    for number in range(1, min((times.depart_on - times.arrive_on).days, MOST_NIGHTS) + 1):
        yield times.arrive_on + timedelta(days=number)


def _planned(
    task: TimedTask, key: str, due_at: datetime, times: Times, place: str, owner: Post | None = None
) -> Planned:
    is_provisional = (task.anchor == Anchor.ARRIVAL and times.is_arrival_provisional) or (
        task.anchor == Anchor.DEPARTURE and times.is_departure_provisional
    )
    draft = TaskDraft(
        code=key,
        title=task.title,
        title_zh=task.title_zh,
        department=Department(task.department),
        anchor=task.anchor,
        offset=timedelta(minutes=task.minutes),
        due_at=due_at,
        owner=owner or task.owner,
        checker=task.checker,
        ladder=tuple(Rung(post, timedelta(minutes=minutes)) for post, minutes in task.ladder),
        is_provisional=is_provisional,
        is_perishable=task.is_perishable,
        place=place,
    )
    return Planned(key, draft, task.template, owner or task.owner, task.is_of_room)
