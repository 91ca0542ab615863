"""A fault becomes a task of its department, and goes when it is mended or was none (V16, VR53)."""

from datetime import datetime, timedelta

from portal.domain.actors import Actor
from portal.domain.checklists.drafts import Statement
from portal.domain.checklists.models import Checklist, ChecklistEvent, ChecklistItem
from portal.domain.checklists.rules import fix_due
from portal.domain.checklists.words import Kind, Said, State
from portal.domain.departments.words import Department, Post
from portal.domain.rights import Right, needs
from portal.domain.tasks.operations import make_task, void_task
from portal.domain.tasks.queries import faults_of
from portal.domain.tasks.rules import Rung, TaskDraft
from portal.domain.tasks.words import Anchor

FAULT, INCIDENT = "fault", "incident"
LADDER = (Rung(Post.DUTY_MANAGER, timedelta(0)), Rung(Post.FRONT_OFFICE_MANAGER, timedelta(minutes=10)))


@needs(Right.CHECKLIST_TICK)
def follow_fault(
    checklist: Checklist, item: ChecklistItem, event: ChecklistEvent, said: Statement, *, by: Actor, at: datetime
) -> None:
    """Now that the item stands otherwise: a fault has one open task; no fault has none."""
    still_open = [task for task in faults_of([item.id]) if task.is_open]
    if item.state == State.FAILED and not still_open:
        make_task(_draft(checklist, item, event, said, at), checklist, by=by, at=at)
    if item.state != State.FAILED:
        reason = "mended" if event.said == Said.RECHECKED else "accepted" if event.said == Said.ACCEPTED else "no fault"
        for task in still_open:
            void_task(task, reason, by=by, at=at)


def _draft(
    checklist: Checklist, item: ChecklistItem, event: ChecklistEvent, said: Statement, at: datetime
) -> TaskDraft:
    """What is wrong, in the words of who saw it; without any the item's own."""
    is_breach = item.kind == Kind.PROHIBITED
    return TaskDraft(
        code=INCIDENT if is_breach else FAULT,
        title=f"{item.text}: {event.reason}" if event.reason else item.text,
        title_zh=f"{item.text_zh or item.text}：{event.reason}" if event.reason else item.text_zh,
        department=said.department or Department(item.department),
        anchor=Anchor.MADE,
        offset=timedelta(0),
        due_at=said.fix_by or fix_due(at, checklist.anchor_at),
        ladder=LADDER,
        place=checklist.place,
        item_id=item.id,
    )
