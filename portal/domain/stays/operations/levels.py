"""Levels: proposed by rule, asked for, approved or refused with a word; frozen with who and when (V6, VR1-VR26)."""

from datetime import datetime

from sqlalchemy import update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.departments.queries import posts_of
from portal.domain.rights import Right, needs
from portal.domain.stays.approving import CONFIRM_WITHIN, approvers_of, is_higher, may_approve, proposals
from portal.domain.stays.facts import facts_of
from portal.domain.stays.models import LevelRequest, Stay
from portal.domain.stays.operations.following import follow
from portal.domain.stays.profile import profile_of
from portal.domain.stays.queries import guest_desk, history_of, requests_of
from portal.domain.stays.refusals import DecidedMeanwhile, NotYoursToApprove, OwnRequest, StayIsOver
from portal.domain.stays.timetable import APPROVE
from portal.domain.stays.words import Asked, Level, RoomType
from portal.domain.tasks.operations import do_task
from portal.domain.tasks.queries import tasks_about

UNDECIDED = (Asked.PROPOSED, Asked.OPEN)


@needs(Right.STAY_WORK)
def propose_levels(stay: Stay, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - the rules ask, whoever entered it
    """The highest level for which the rules find a reason, beside what was proposed or asked before; never silently
    applied, but for the fruit basket, which nobody approves (V6, VQ8, VR26).
    """
    session().flush()
    found = proposals(profile_of(stay.profile.content), RoomType(stay.room_type), history_of(stay.guest, stay))
    before = {request.level for request in requests_of(stay)}
    for proposal in found[:1]:
        if proposal.level in before or not is_higher(proposal.level, Level(stay.level) if stay.level else None):
            continue
        if proposal.level == Level.BASKET:
            stay.level, stay.level_reason, stay.level_at = Level.BASKET, proposal.reason.code, at
        else:
            _ask(stay, proposal.level, proposal.reason.code, "", Asked.PROPOSED, None, at)


@needs(Right.STAY_WORK)
def ask_for_level(stay: Stay, level: Level, reason: str, note: str, *, by: Actor, at: datetime) -> LevelRequest:
    """Ask those who may approve. An undecided request for another level is closed by it. Refused: StayIsOver."""
    if not stay.is_running:
        raise StayIsOver
    for request in requests_of(stay):
        if request.state in UNDECIDED:
            request.state = Asked.CLOSED
    request = _ask(stay, level, reason, note.strip(), Asked.OPEN, by.person_id, at)
    record(by, "level.asked", stay, at=at, level=level, reason=reason)
    follow(stay, None, by=by, at=at)
    return request


@needs(Right.STAY_SEE)
def approve_level(request: LevelRequest, stay: Stay, word: str, *, by: Actor, at: datetime) -> None:
    """Yes: the level stands from now on, with who and when, and what hangs on it follows (V6, VE6).

    Of two who decide at once the first has (VE8). Refused: NotYoursToApprove, OwnRequest, DecidedMeanwhile, StayIsOver.
    """
    if not stay.is_running:
        raise StayIsOver
    _refuse(request, stay, by)
    _decide(request, Asked.APPROVED, word, by, at)
    _set_level(stay, request, by, at)


@needs(Right.STAY_SEE)
def refuse_level(request: LevelRequest, stay: Stay, word: str, *, by: Actor, at: datetime) -> None:
    """No, with a word. Refused: NotYoursToApprove, OwnRequest, DecidedMeanwhile."""
    _refuse(request, stay, by)
    _decide(request, Asked.REFUSED, word, by, at)
    record(by, "level.refused", stay, at=at, level=request.level)
    follow(stay, None, by=by, at=at)


@needs(Right.STAY_WORK)
def note_phone_approval(request: LevelRequest, stay: Stay, who: str, *, by: Actor, at: datetime) -> None:
    """Somebody who may said yes on the phone, and confirms it within 24 hours (VE5). Refused: DecidedMeanwhile."""
    _decide(request, Asked.APPROVED, "", by, at)
    request.by_phone_name, request.confirm_by_at = who, at + CONFIRM_WITHIN
    _set_level(stay, request, by, at)


def _ask(
    stay: Stay, level: Level, reason: str, note: str, state: Asked, asked_by: int | None, at: datetime
) -> LevelRequest:
    request = LevelRequest(
        stay_id=stay.id, level=level, reason=reason, note=note, state=state, asked_at=at, asked_by_id=asked_by
    )
    session().add(request)
    session().flush()
    return request


def _refuse(request: LevelRequest, stay: Stay, by: Actor) -> None:
    """Asked anew at each decision: who lost the post meanwhile may no longer (VE9)."""
    profile, level, held = profile_of(stay.profile.content), Level(request.level), posts_of(by)
    is_own = request.asked_by_id is not None and request.asked_by_id == by.person_id
    if not approvers_of(profile, level, request.reason) & held:
        raise NotYoursToApprove
    allows = guest_desk().may_approve_own
    if not may_approve(profile, level, request.reason, held, is_own=is_own, allows_own=allows):
        raise OwnRequest


def _decide(request: LevelRequest, state: Asked, word: str, by: Actor, at: datetime) -> None:
    claimed = session().execute(
        update(LevelRequest)
        .where(LevelRequest.id == request.id, LevelRequest.state.in_(UNDECIDED))
        .values(
            state=state,
            decided_at=at,
            decided_by_id=by.person_id,
            word=word.strip(),
            is_own=request.asked_by_id is not None and request.asked_by_id == by.person_id,
        )
    )
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        raise DecidedMeanwhile


def _set_level(stay: Stay, request: LevelRequest, by: Actor, at: datetime) -> None:
    before = facts_of(stay)
    stay.level, stay.level_reason = request.level, request.reason
    stay.level_by_id, stay.level_at = by.person_id, at
    stay.version, stay.changed_at = stay.version + 1, at
    record(by, "level.approved", stay, at=at, level=request.level, reason=request.reason, before=before.level)
    follow(stay, before, by=by, at=at)
    session().flush()
    for task in tasks_about(stay):
        if task.code == APPROVE and task.is_open:
            do_task(task, happened_at=at, by=by, at=at)
