"""Doing tasks, having them checked, taking that back (V34, VR104, VR106)."""

from datetime import datetime

from sqlalchemy import update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.rights import Right, needs
from portal.domain.tasks.models import Task, TaskEscalation
from portal.domain.tasks.refusals import NotYetDone, OwnWorkUnchecked, TaskIsOver
from portal.domain.tasks.rules import rung_at, was_late


@needs(Right.TASK_WORK)
def take_task(task: Task, *, by: Actor, at: datetime) -> None:
    """Whoever takes it answers for it; of two the later has it. Refused: TaskIsOver."""
    if not task.is_open:
        raise TaskIsOver
    task.person_id = by.person_id
    record(by, "task.taken", task, at=at)


@needs(Right.TASK_WORK)
def do_task(task: Task, *, happened_at: datetime, by: Actor, at: datetime) -> bool:
    """It is done, at `happened_at`, as the portal hears at `at`: of two the first is kept. Whether this one was.

    What had gone up the line meanwhile though it was done in time is withdrawn, with a note (VE16). Refused:
    TaskIsOver, when it was voided.
    """
    if task.voided_at is not None:
        raise TaskIsOver
    claimed = session().execute(
        update(Task)
        .where(Task.id == task.id, Task.done_at.is_(None), Task.voided_at.is_(None))
        .values(done_at=happened_at, done_by_id=by.person_id, heard_at=at, rung_at=None, version=Task.version + 1)
    )
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        return False
    session().refresh(task)
    if not was_late(task.due_at, happened_at):
        _withdraw_escalations(task, at)
    record(
        by, "task.done", task, at=at, happened_at=happened_at.isoformat(), is_late=was_late(task.due_at, happened_at)
    )
    return True


@needs(Right.TASK_WORK)
def take_back_doing(task: Task, *, by: Actor, at: datetime) -> None:
    """It isn't done after all, and is open again. Refused: TaskIsOver, when somebody has checked it."""
    if task.checked_at is not None or task.voided_at is not None:
        raise TaskIsOver
    if task.done_at is not None:
        task.done_at = task.done_by_id = task.heard_at = task.redo_asked_at = None
        task.rung_at = rung_at(task.due_at, task.rungs, task.rank, is_provisional=task.is_provisional)
        task.version += 1
        record(by, "task.taken_back", task, at=at)


@needs(Right.TASK_WORK)
def check_task(task: Task, *, by: Actor, at: datetime) -> None:
    """A second person has looked at it. Refused: NotYetDone, OwnWorkUnchecked (VR106, VE43)."""
    if task.done_at is None:
        raise NotYetDone
    if task.done_by_id == by.person_id:
        raise OwnWorkUnchecked
    if task.checked_at is None:
        task.checked_at, task.checked_by_id = at, by.person_id
        record(by, "task.checked", task, at=at)


def _withdraw_escalations(task: Task, at: datetime) -> None:
    told = (TaskEscalation.task_id == task.id, TaskEscalation.withdrawn_at.is_(None))
    session().execute(update(TaskEscalation).where(*told).values(withdrawn_at=at))
