"""Timed tasks of the guest desk and of lists: what departments have promised each other, by when (Q7, V34).

Those that fall due within a day, and those that are late. Who works in no department has none and costs no query.
"""

from functools import cache
from typing import Any

from sqlalchemy import Select, String, bindparam, cast, func, literal, null, select, tuple_

from portal.db import UtcDateTime, session
from portal.domain.actors import Actor
from portal.domain.departments.queries import departments_for
from portal.domain.promises.rules import FALLS_DUE_SOON, Kind, Promise
from portal.domain.promises.wanted import Asked, Counted
from portal.domain.tasks.models import Task
from portal.domain.tickets.rules import Standing

KNOWS = frozenset({"text"})
ORDER = (Task.due_at, Task.id)


def upcoming(asked: Asked) -> list[Promise]:
    """Those that fall due soon, the soonest first. One query, and one for the reader's departments."""
    found = _narrowed(_rows(), asked)
    if asked.after is not None:
        rank, due_at, number = asked.after
        if rank > Standing.RUNNING:
            return []
        found = found.where(tuple_(*ORDER) > tuple_(literal(due_at, Task.due_at.type), literal(number)))
    soon = {"due_by": asked.within(FALLS_DUE_SOON), "most": asked.most}
    rows = session().connection().execute(found, {**soon, **_own(asked.actor)}).all()
    return [Promise(Kind.TASK, *row) for row in rows]


def counted(asked: Asked) -> Counted:
    """How many fall due soon, or are late."""
    return Counted(_narrowed(_counted(), asked), {"due_by": asked.at + FALLS_DUE_SOON, **_own(asked.actor)})


def _own(actor: Actor) -> dict[str, list[str]]:
    return {"departments": sorted(departments_for(actor)) or [""]}


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    """In the order of Promise's fields; the title in both languages, as one reading serves all readers."""
    rows = select(
        Task.id,
        literal(int(Standing.RUNNING)),
        Task.due_at,
        Task.made_at,
        Task.title,
        literal(0),
        literal(""),
        Task.place,
        Task.title_zh,
        cast(null(), String),
        Task.department,
    )
    return _open(rows).order_by(*ORDER).limit(bindparam("most"))


@cache
def _counted() -> Select[*tuple[Any, ...]]:
    return _open(select(func.count()).select_from(Task))


def _open(found: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        found.where(Task.done_at.is_(None), Task.voided_at.is_(None))
        .where(Task.department.in_(bindparam("departments", expanding=True)))
        .where(Task.due_at <= bindparam("due_by", type_=UtcDateTime()))
    )


def _narrowed(found: Select[*tuple[Any, ...]], asked: Asked) -> Select[*tuple[Any, ...]]:
    text = asked.wanted.filters.text
    if not text:
        return found
    said = (Task.title, Task.title_zh, Task.place)
    return found.where(func.lower(said[0] + " " + said[1] + " " + said[2]).contains(text.lower(), autoescape=True))
