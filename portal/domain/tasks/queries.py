"""Finding tasks: what a department has to do, in the order in which it falls due; what has gone late."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select

from portal.db import Model, session
from portal.domain.actors import Actor
from portal.domain.departments.queries import departments_for
from portal.domain.departments.words import Department
from portal.domain.rights import Right
from portal.domain.tasks.models import Task, TaskEscalation

PAGE = 100


def task_for(actor: Actor, task_id: int) -> Task | None:
    """One task of this person's departments; None for whoever isn't of them (P2)."""
    task = session().get(Task, task_id) if actor.may(Right.TASK_WORK) else None
    return task if task and Department(task.department) in departments_for(actor) else None


def open_tasks(actor: Actor, *, department: Department | None = None, most: int = PAGE) -> list[Task]:
    """What is to be done by this person's departments, or by one of them, the soonest first. Two queries."""
    if not actor.may(Right.TASK_WORK):
        return []
    own = departments_for(actor)
    wanted = own & {department} if department else own
    return list(session().scalars(_open().where(Task.department.in_(sorted(wanted))).limit(most)))


def tasks_about(subject: Model) -> list[Task]:
    """All of one thing, whatever their state, in the order of their due times."""
    of_subject = (Task.about_kind == subject.__tablename__, Task.about_id == subject.id)  # type: ignore[attr-defined]
    return list(session().scalars(select(Task).where(*of_subject).order_by(Task.due_at, Task.id)))


def faults_of(item_ids: Collection[int]) -> list[Task]:
    """The tasks that mend these items, open ones and others."""
    return list(session().scalars(select(Task).where(Task.item_id.in_(item_ids)).order_by(Task.id)))


def escalations_of(task: Task) -> list[TaskEscalation]:
    """How it went up, rung by rung."""
    of_task = select(TaskEscalation).where(TaskEscalation.task_id == task.id)
    return list(session().scalars(of_task.order_by(TaskEscalation.rank)))


def next_to_go_up(at: datetime, but: Collection[int] = ()) -> Task | None:
    """The open task whose next rung was first to be reached, but for those passed over."""
    due = (Task.rung_at <= at, Task.done_at.is_(None), Task.voided_at.is_(None), Task.id.not_in(but))
    return session().scalar(select(Task).where(*due).order_by(Task.rung_at, Task.id).limit(1))


def _open() -> Select[Task]:
    still = (Task.done_at.is_(None), Task.voided_at.is_(None))
    return select(Task).where(*still).order_by(Task.due_at, Task.id)
