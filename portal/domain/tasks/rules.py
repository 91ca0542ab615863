"""When a task is due, when it was late, and to whom it goes up (V34, VE1-VE2, VE16, VE25, VE40-VE41)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.domain.departments.words import Department, Post
from portal.domain.tasks.words import Anchor


@dataclass(frozen=True, slots=True)
class Rung:
    """Up to whom a task goes when it isn't done so long after it was due."""

    post: Post
    after: timedelta


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task to be made. `title_zh` is empty when it is the same."""

    code: str  # what kind of task it is, for reports and for finding it again: "room-check"
    title: str
    title_zh: str
    department: Department
    anchor: Anchor
    offset: timedelta
    due_at: datetime
    owner: Post | None = None
    checker: Post | None = None
    ladder: tuple[Rung, ...] = ()
    is_provisional: bool = False  # nobody knows yet when the guest comes (VE25)
    is_compressed: bool = False  # there was less time than it wants (VE2)
    is_perishable: bool = False  # done too early it has to be done again (VE1)
    place: str = ""  # the room, or wherever it is
    item_id: int | None = None  # the item of a list whose fault it mends


def due_from(anchor_at: datetime, offset: timedelta, at: datetime) -> tuple[datetime, bool]:
    """When it is due, in UTC, and whether that had passed already at `at`: then it is due now (VE2, VE35-VE36).

    Moments are subtracted in UTC: two hours before 02:30 are two hours on the night of a clock change too.
    """
    due_at = anchor_at + offset
    return (at, True) if due_at < at else (due_at, False)


def was_late(due_at: datetime, done_at: datetime) -> bool:
    """Done after its time; what counts is when it was done, not when that was heard of (VE16)."""
    return done_at > due_at


def rung_at(due_at: datetime, ladder: Sequence[Rung], rank: int, *, is_provisional: bool) -> datetime | None:
    """When the task goes up to its rung number `rank`; None: no further.

    A provisional one goes up to the duty manager at most (VE25).
    """
    if rank >= len(ladder) or (is_provisional and any(rung.post != Post.DUTY_MANAGER for rung in ladder[: rank + 1])):
        return None
    return due_at + ladder[rank].after


def rank_reached(due_at: datetime, ladder: Sequence[Rung], rank: int, at: datetime) -> int:
    """The highest rung whose time has come: after an hour without the worker one step is told, not three (VE40)."""
    reached = [number for number in range(rank, len(ladder)) if due_at + ladder[number].after <= at]
    return reached[-1] if reached else rank
