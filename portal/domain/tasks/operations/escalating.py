"""What is overdue goes up the line: supervisor, duty manager, front-office manager (V34)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.departments.queries import holders_of, posts_held
from portal.domain.departments.rules import next_up
from portal.domain.departments.words import Post
from portal.domain.outbox.operations import Recipient, post
from portal.domain.rights import Right, needs
from portal.domain.tasks.models import Task, TaskEscalation
from portal.domain.tasks.queries import next_to_go_up
from portal.domain.tasks.rules import rank_reached, rung_at


@needs(Right.WORK_BY_ITSELF)
def escalate_next(*, by: Actor, at: datetime, but: Collection[int] = ()) -> bool:
    """Tell the post that the most overdue task has gone up to; whether there was one.

    After a pause the highest rung whose time has come is told, once, and those below are left out (VE40). A post that
    nobody holds is told past, up the line; when nobody is left above, every desk shows it (VE41).
    """
    task = next_to_go_up(at, but)
    if task is None:
        return False
    ladder = task.rungs
    rank = rank_reached(task.due_at, ladder, task.rank, at)
    after = rung_at(task.due_at, ladder, rank + 1, is_provisional=task.is_provisional)
    claimed = session().execute(
        update(Task)
        .where(Task.id == task.id, Task.rank == task.rank, Task.done_at.is_(None), Task.voided_at.is_(None))
        .values(rank=rank + 1, rung_at=after)
    )
    if claimed.rowcount == 1:  # type: ignore[attr-defined]
        told = _on_duty(ladder[rank].post)
        session().add(TaskEscalation(task_id=task.id, rank=rank, post=told or "", at=at))
        record(by, "task.escalated", task, at=at, post=told or "", rank=rank)
        _tell(task, told, at)
    return True


def _on_duty(wanted: Post) -> Post | None:
    held = posts_held()
    return wanted if wanted in held else next_up(wanted, held)


def _tell(task: Task, told: Post | None, at: datetime) -> None:
    """By mail, without a name: it is read on lock screens."""
    for person in holders_of([told]) if told else ():
        post(
            "task_overdue",
            to=Recipient(person.email, person.name, person.locale, person.zone),
            at=at,
            thread=f"task-{task.id}",
            what=task.called(person.locale),
            place=task.place,
            due=task.due_at.isoformat(),
            path="/tasks",
        )
