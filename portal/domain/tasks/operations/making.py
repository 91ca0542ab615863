"""Making, moving and voiding tasks: what those do on whom a task hangs (a stay, a list)."""

from datetime import datetime, timedelta

from portal.db import Model, session
from portal.domain.actors import Actor
from portal.domain.rights import Right, needs
from portal.domain.tasks.models import Task
from portal.domain.tasks.rules import TaskDraft, rung_at

MINUTE = timedelta(minutes=1)


@needs(Right.TASK_WORK)
def make_task(draft: TaskDraft, about: Model | None = None, *, by: Actor, at: datetime) -> Task:
    """One more thing to be done, about a stay, a list or nothing. `about` must have its id already."""
    task = Task(
        code=draft.code,
        title=draft.title,
        title_zh=draft.title_zh,
        department=draft.department,
        owner=draft.owner or "",
        checker=draft.checker or "",
        place=draft.place,
        about_kind=about.__tablename__ if about else "",
        about_id=about.id if about else None,  # type: ignore[attr-defined]
        item_id=draft.item_id,
        anchor=draft.anchor,
        offset_minutes=draft.offset // MINUTE,
        due_at=draft.due_at,
        is_provisional=draft.is_provisional,
        is_compressed=draft.is_compressed,
        is_perishable=draft.is_perishable,
        ladder=[[rung.post, rung.after // MINUTE] for rung in draft.ladder],
        rank=0,
        rung_at=rung_at(draft.due_at, draft.ladder, 0, is_provisional=draft.is_provisional),
        made_at=at,
        made_by_id=by.person_id,
    )
    session().add(task)
    return task


@needs(Right.TASK_WORK)
def retime_task(task: Task, due_at: datetime, *, is_provisional: bool, by: Actor, at: datetime) -> None:  # noqa: ARG001 - asked for the right
    """It falls due at another time: who waits for it is told anew when that passes.

    An open one begins at the foot of its line again; a time that has passed already is now (VE2). Of a perishable one
    that was done for the former time it is asked whether it is done again (VE1); what is done else stays done.
    """
    if task.voided_at is not None:
        return
    if task.done_at is not None:
        task.redo_asked_at = at if task.is_perishable and due_at > task.due_at else task.redo_asked_at
        return
    task.is_compressed = due_at < at
    task.due_at, task.is_provisional = max(due_at, at), is_provisional
    task.rank, task.rung_at = 0, rung_at(task.due_at, task.rungs, 0, is_provisional=is_provisional)
    task.version += 1


@needs(Right.TASK_WORK)
def void_task(task: Task, reason: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - asked for the right
    """It isn't to be done any more; one that is done stays done."""
    if task.is_open:
        task.voided_at, task.void_reason, task.rung_at = at, reason, None
        task.version += 1
