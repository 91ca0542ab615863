"""What hangs on a stay is made to fit it: tasks, lists, amenities, hosts; and the departments are told (V17, VR62).

In one transaction with the change. Called with whatever the stay is now: it compares what should be with what is there,
so that calling it twice does nothing the second time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.checklists.drafts import ListDraft
from portal.domain.checklists.models import Checklist
from portal.domain.checklists.operations import make_checklist, void_checklist
from portal.domain.checklists.queries import newest_version
from portal.domain.departments.words import Department
from portal.domain.rights import Right, needs
from portal.domain.stays.facts import Facts
from portal.domain.stays.models import LevelRequest, Stay
from portal.domain.stays.operations.gifts import follow_gifts
from portal.domain.stays.operations.hosts import follow_hosts
from portal.domain.stays.operations.telling import tell_departments
from portal.domain.stays.profile import profile_of
from portal.domain.stays.queries import named_gifts, times_of
from portal.domain.stays.timetable import Planned, timetable
from portal.domain.stays.words import Asked, Level, State
from portal.domain.tasks.models import Task
from portal.domain.tasks.operations import make_task, retime_task, void_task
from portal.domain.tasks.queries import tasks_about
from portal.domain.tasks.words import Anchor

BEFORE_ARRIVAL = "not done before arrival"  # reportable, not hidden (VE4)
ROOM_MOVED = "room moved"
NOT_NEEDED = "no longer needed"


@dataclass(frozen=True, slots=True)
class Moved:
    """How many tasks were moved, voided and added."""

    retimed: int = 0
    voided: int = 0
    added: int = 0


@needs(Right.STAY_WORK)
def follow(stay: Stay, before: Facts | None, *, by: Actor, at: datetime, reason: str = NOT_NEEDED) -> Moved:
    """Make everything that hangs on this stay fit it; tell the departments what changed since `before`.

    `stay` comes with its profile, guest and room. `reason` is why what isn't needed any more is void.
    """
    planned = _planned(stay, at)
    own = [task for task in tasks_about(stay) if task.item_id is None and task.voided_at is None]
    there = {task.code: task for task in sorted(own, key=lambda task: task.id)}  # the newest, after a room was changed
    lists = _lists_of(there.values())
    follow_gifts(stay, reason, by=by, at=at)
    moved = _fit(stay, planned, there, lists, reason, by=by, at=at)
    follow_hosts(stay, by=by, at=at)
    if before is not None:
        tell_departments(stay, before, _concerned(planned, there.values()), by=by, at=at)
    return moved


def _planned(stay: Stay, at: datetime) -> list[Planned]:
    """What is still to come of the timetable: before the arrival all of it, in the house what follows it."""
    if stay.state not in (State.EXPECTED, State.IN_HOUSE):
        return []
    profile, level = profile_of(stay.profile.content), Level(stay.level) if stay.level else None
    place = stay.room.number if stay.room else ""
    whole = timetable(profile, level, times_of(stay), place, asked=None if level else _asked(stay))
    if stay.state == State.EXPECTED:
        return [one for one in whole if not (_is_daily(one) and one.draft.due_at < at)]
    return [one for one in whole if one.draft.anchor == Anchor.DEPARTURE or (_is_daily(one) and one.draft.due_at >= at)]


def _asked(stay: Stay) -> Level | None:
    """The level that somebody has to decide on."""
    open_ones = select(LevelRequest.level).where(LevelRequest.stay_id == stay.id, LevelRequest.state == Asked.OPEN)
    found = session().scalar(open_ones.order_by(LevelRequest.id.desc()).limit(1))
    return Level(found) if found else None


def _is_daily(one: Planned) -> bool:
    return one.draft.anchor == Anchor.CLOCK and "@" in one.key


def _fit(
    stay: Stay,
    planned: list[Planned],
    there: dict[str, Task],
    lists: dict[int, Checklist],
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> Moved:
    retimed = voided = added = 0
    wanted = {one.key: one for one in planned}
    for key, task in there.items():
        one = wanted.get(key)
        if one is not None and one.is_of_room and one.draft.place != task.place:
            _void(task, lists, ROOM_MOVED, by, at)
            voided += 1
        elif one is None:
            voided += task.is_open
            _void(task, lists, _why(task, stay, reason), by, at)
        else:
            retimed += _retime(task, one, lists.get(task.id), stay, by, at)
            task.place = one.draft.place
            del wanted[key]
    for one in wanted.values():
        _make(stay, one, by, at)
        added += 1
    return Moved(retimed, voided, added)


def _why(task: Task, stay: Stay, reason: str) -> str:
    is_missed = stay.state == State.IN_HOUSE and task.anchor in (Anchor.ARRIVAL, Anchor.CLOCK)
    return BEFORE_ARRIVAL if is_missed else reason


def _void(task: Task, lists: dict[int, Checklist], reason: str, by: Actor, at: datetime) -> None:
    """What is done stays done, and its list signed."""
    void_task(task, reason, by=by, at=at)
    if task.voided_at is not None and task.id in lists:
        void_checklist(lists[task.id], reason, by=by, at=at)


def _retime(task: Task, one: Planned, checklist: Checklist | None, stay: Stay, by: Actor, at: datetime) -> bool:
    if task.due_at == one.draft.due_at and task.is_provisional == one.draft.is_provisional:
        return False
    if task.is_compressed and one.draft.due_at <= task.due_at:
        return False  # it was due at once already
    retime_task(task, one.draft.due_at, is_provisional=one.draft.is_provisional, by=by, at=at)
    if checklist is not None and checklist.is_open:
        checklist.anchor_at, checklist.due_at = stay.arrive_at, task.due_at
    return True


def _make(stay: Stay, one: Planned, by: Actor, at: datetime) -> None:
    """A task, and the list that goes with it. One whose time has passed already is due now (VE2)."""
    draft = replace(one.draft, due_at=max(one.draft.due_at, at), is_compressed=one.draft.due_at < at)
    task = make_task(draft, stay, by=by, at=at)
    version = newest_version(one.template) if one.template else None
    if version is not None:
        session().flush()  # the list refers to its task
        about_room = ListDraft(
            place=draft.place, anchor_at=stay.arrive_at, who_may=one.who_may, task=task, amenities=named_gifts(stay)
        )
        make_checklist(version, about_room, stay, by=by, at=at).due_at = task.due_at


def _lists_of(tasks: Iterable[Task]) -> dict[int, Checklist]:
    """The open lists of these tasks, by the task's id."""
    numbers = [task.id for task in tasks]
    still = (Checklist.task_id.in_(numbers), Checklist.voided_at.is_(None))
    return {found.task_id: found for found in session().scalars(select(Checklist).where(*still)) if found.task_id}


def _concerned(planned: Iterable[Planned], tasks: Iterable[Task]) -> frozenset[Department]:
    """Who has, or had, something to do for this stay."""
    return frozenset(one.draft.department for one in planned) | {Department(task.department) for task in tasks}
