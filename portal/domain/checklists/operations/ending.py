"""A list ends: signed when everything in it is well, void when it isn't needed any more (V16, VE10, VE42)."""

from datetime import datetime

from sqlalchemy import update

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.checklists.models import Checklist
from portal.domain.checklists.queries import items_of
from portal.domain.checklists.refusals import ItemsOpen, ListIsOver, PhotosMissing
from portal.domain.checklists.rules import may_be_signed, result_of, wants_photo
from portal.domain.checklists.words import Photo, Result, State
from portal.domain.rights import Right, needs
from portal.domain.tasks.models import Task
from portal.domain.tasks.operations import do_task, void_task
from portal.domain.tasks.queries import faults_of


@needs(Right.CHECKLIST_TICK)
def sign_checklist(checklist: Checklist, *, by: Actor, at: datetime) -> Result:
    """Put one's name under a list that is gone through; its task is done. Of two who sign the first has signed.

    Refused: ItemsOpen, PhotosMissing, ListIsOver.
    """
    one_at_a_time(f"checklist {checklist.id}")
    items = items_of(checklist)
    states = [State(item.state) for item in items]
    missing = sum(wants_photo(Photo(item.photo), State(item.state), item.photos) for item in items)
    if not may_be_signed(states, missing):
        still = sum(state in (State.OPEN, State.FAILED) for state in states)
        raise ItemsOpen(count=still) if still else PhotosMissing(count=missing)
    result = result_of(states)
    claimed = session().execute(
        update(Checklist)
        .where(Checklist.id == checklist.id, Checklist.signed_at.is_(None), Checklist.voided_at.is_(None))
        .values(signed_at=at, signed_by_id=by.person_id, result=result)
    )
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        raise ListIsOver
    session().refresh(checklist, ("signed_at", "signed_by_id", "result"))
    record(by, "checklist.signed", checklist, at=at, result=result)
    task = session().get(Task, checklist.task_id) if checklist.task_id else None
    if task is not None:
        do_task(task, happened_at=at, by=by, at=at)
    return result


@needs(Right.CHECKLIST_TICK)
def void_checklist(checklist: Checklist, reason: str, *, by: Actor, at: datetime) -> None:
    """It isn't needed any more, nor are the tasks of its faults; what was said stays. Over already: nothing happens."""
    if not checklist.is_open:
        return
    checklist.voided_at, checklist.void_reason = at, reason
    for task in faults_of([item.id for item in items_of(checklist)]):
        void_task(task, reason, by=by, at=at)
    record(by, "checklist.voided", checklist, at=at, reason=reason)
