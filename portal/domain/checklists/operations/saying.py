"""Somebody says something about an item: it is passed, it fails, it is cleared, a note, a photo (V31-V33).

Everything that is said is kept, also what came late, twice, or for a list that is over. Of one list one thing is taken
in at a time, so that the chain of seals has no fork.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.checklists.drafts import Statement
from portal.domain.checklists.models import Checklist, ChecklistEvent, ChecklistItem
from portal.domain.checklists.operations.faults import follow_fault
from portal.domain.checklists.queries import events_of, facts_of
from portal.domain.checklists.refusals import ItemIsCritical, NothingToAccept, OwnRepair, ReasonNeeded, TooFewThere
from portal.domain.checklists.rules import ANSWERS, Event, chained, happened, passes_count, standing_of
from portal.domain.checklists.words import Kind, Said, State
from portal.domain.errors import RightMissing
from portal.domain.rights import Right, needs
from portal.domain.tasks.queries import faults_of

WITH_WORDS = frozenset({Said.NOT_APPLICABLE, Said.ACCEPTED, Said.NOTE})
LIVE = ("signed_at", "voided_at", "events", "seal", "last_event_id")  # of a list: what others change meanwhile


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a statement."""

    event: ChecklistEvent
    is_new: bool  # False: it had been taken in before, and this is that answer (VE14)


@needs(Right.CHECKLIST_TICK)
def say(checklist: Checklist, item: ChecklistItem, said: Statement, *, by: Actor, at: datetime) -> Heard:
    """Take in what somebody says about an item of this list. The same key again is the first answer (VE14).

    For a list that was signed or voided it is kept as an orphan, and changes nothing (VE18). Refused: ItemIsCritical,
    ReasonNeeded, NothingToAccept, OwnRepair, TooFewThere; RightMissing, when a fault is accepted by who may not sign.
    """
    one_at_a_time(f"checklist {checklist.id}")
    before = session().scalar(select(ChecklistEvent).where(ChecklistEvent.key == said.key))
    if before is not None:
        return Heard(before, is_new=False)
    session().refresh(checklist, LIVE)
    session().refresh(item)
    if checklist.is_open:
        _refuse(item, said, by)
    event = _append(checklist, item, said, by, at)
    if checklist.is_open:
        _follow(checklist, item, event, said, by, at)
    return Heard(event, is_new=True)


def _refuse(item: ChecklistItem, said: Statement, by: Actor) -> None:
    if said.said == Said.NOT_APPLICABLE and item.is_critical:
        raise ItemIsCritical
    if said.said in WITH_WORDS and not said.reason.strip():
        raise ReasonNeeded
    if said.said == Said.ACCEPTED and not by.may(Right.CHECKLIST_SIGN):
        raise RightMissing
    if said.said == Said.ACCEPTED and item.state != State.FAILED:
        raise NothingToAccept
    mended_by = (
        {task.done_by_id for task in faults_of([item.id]) if task.done_at} if said.said == Said.RECHECKED else set()
    )
    if (said.person_id or by.person_id) in mended_by:
        raise OwnRepair
    if said.said == Said.PASSED and said.found is not None and not passes_count(Kind(item.kind), item.par, said.found):
        raise TooFewThere(found=said.found, par=item.par)


def _append(checklist: Checklist, item: ChecklistItem, said: Statement, by: Actor, at: datetime) -> ChecklistEvent:
    happened_at, is_verified = happened(said.client_at, said.sent_at, at)
    event = ChecklistEvent(
        key=said.key,
        checklist_id=checklist.id,
        item_id=item.id,
        said=said.said,
        reason=said.reason.strip(),
        found=said.found,
        photo_id=said.photo_id,
        person_id=said.person_id or by.person_id,
        sent_by_id=by.person_id if said.person_id not in (None, by.person_id) else None,
        device=by.device or said.device,  # as it was enrolled; nobody says it of themselves
        stream=said.stream,
        number=said.number,
        seen_id=min(said.seen_id, checklist.last_event_id),  # nobody has seen what isn't there
        client_at=said.client_at,
        happened_at=max(happened_at, checklist.made_at),
        is_time_verified=is_verified,
        is_bulk=said.is_bulk,
        is_from_paper=said.is_from_paper,
        is_orphan=not checklist.is_open,
        at=at,
        previous_seal=checklist.seal,
    )
    event.seal = chained(checklist.seal, facts_of(event))
    session().add(event)
    session().flush()  # its id says what later ones have seen
    checklist.events, checklist.seal, checklist.last_event_id = checklist.events + 1, event.seal, event.id
    return event


def _follow(
    checklist: Checklist, item: ChecklistItem, event: ChecklistEvent, said: Statement, by: Actor, at: datetime
) -> None:
    """The item stands where its events say; what follows from a change follows."""
    if event.said in ANSWERS or event.said == Said.CLEARED:
        before = item.state
        _stand(item, [_as_rule_sees(one) for one in events_of(item) if not one.is_orphan])
        item.found = event.found if event.found is not None else item.found
        if item.state != before:
            follow_fault(checklist, item, event, said, by=by, at=at)
        if event.said == Said.ACCEPTED:
            record(by, "checklist.fault_accepted", checklist, at=at, item=item.code, reason=event.reason)
    item.notes += event.said == Said.NOTE
    item.photos += event.photo_id is not None


def _stand(item: ChecklistItem, events: list[Event]) -> None:
    standing = standing_of(events)
    item.state, item.is_contradicted = standing.state, standing.is_contradicted
    item.answered_at = standing.event.happened_at if standing.event else None
    item.answered_by_id = standing.event.person_id if standing.event else None


def _as_rule_sees(event: ChecklistEvent) -> Event:
    return Event(
        id=event.id,
        said=Said(event.said),
        seen_id=event.seen_id,
        stream=event.stream,
        number=event.number,
        happened_at=event.happened_at,
        person_id=event.person_id,
    )
