"""Calling a customer: one colleague at a time, each attempt kept, nobody bothered twice a day (A11, A12, BR6, BR19)."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select, update

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.booking.situation import shop_hours
from portal.domain.calendars.hours import local_day
from portal.domain.customers.models import Customer
from portal.domain.customers.operations import stop_calls
from portal.domain.house.queries import house
from portal.domain.outreach.drafts import AttemptDraft
from portal.domain.outreach.models import CallClaim, ContactAttempt, Invite
from portal.domain.outreach.refusals import (
    AgainMissing,
    AgainTooSoon,
    AnsweredAlready,
    CalledByAnother,
    NeverToBeCalled,
    NotConfirmed,
    RestsToday,
    WantedMissing,
)
from portal.domain.outreach.rules import (
    ENDS,
    LATER,
    MOST_UNANSWERED,
    RESTS,
    SPOKEN,
    Outcome,
    State,
    is_another_day,
    is_held,
    next_half_day,
)
from portal.domain.people.models import Person
from portal.domain.rights import Right, needs


@needs(Right.OUTREACH_WORK)
def claim_call(invite: Invite, *, by: Actor, at: datetime) -> None:
    """I call this customer now; nobody else does meanwhile. Refuses whom a colleague calls, and who rests (A12)."""
    _begin(invite, by=by, at=at)
    record(by, "call.taken", invite, at=at)


@needs(Right.OUTREACH_WORK)
def record_attempt(invite: Invite, draft: AttemptDraft, *, by: Actor, at: datetime) -> ContactAttempt:
    """What came of the call. Never again the same day for who can't or won't; do-not-call for good (A12).

    Refuses as claiming does, and what the outcome leaves unsaid.
    """
    zone = house().zone
    _require_said(draft, at, zone)
    _begin(invite, by=by, at=at)
    number = invite.attempts + 1
    attempt = ContactAttempt(
        **asdict(draft),
        invite_id=invite.id,
        customer_id=invite.customer_id,
        number=number,
        at=at,
        by_id=by.person_id,
        rests_on=local_day(at, zone) if draft.outcome in RESTS else None,
    )
    session().add(attempt)
    session().flush()
    _go_on(invite, draft, number, at)
    if draft.outcome == Outcome.NEVER_CALL:
        _never_again(invite.customer_id, by=by, at=at)
    session().execute(delete(CallClaim).where(CallClaim.customer_id == invite.customer_id))
    record(by, "invite.called", invite, at=at, outcome=draft.outcome, attempt=number)
    return attempt


def _require_said(draft: AttemptDraft, at: datetime, zone: str) -> None:
    if draft.outcome in SPOKEN and not draft.identity_confirmed:
        raise NotConfirmed
    if draft.outcome == Outcome.BOOKED and not draft.wanted:
        raise WantedMissing
    if draft.outcome == Outcome.CALL_AGAIN and draft.call_again_at is None:
        raise AgainMissing
    again_at = draft.call_again_at if draft.outcome in LATER else None
    if again_at is not None and not is_another_day(again_at, at, zone):
        raise AgainTooSoon


def _begin(invite: Invite, *, by: Actor, at: datetime) -> None:
    """The customer is mine to call, and may be called: looked at anew while nobody else can."""
    one_at_a_time(f"calls to customer {invite.customer_id}")
    session().refresh(invite)
    if invite.state != State.OPEN:
        raise AnsweredAlready
    customer = session().get_one(Customer, invite.customer_id, populate_existing=True)
    if not customer.may_be_called:
        raise NeverToBeCalled
    today = local_day(at, house().zone)
    rests = select(ContactAttempt.id).where(
        ContactAttempt.customer_id == invite.customer_id, ContactAttempt.rests_on == today
    )
    if session().scalar(rests.limit(1)) is not None:
        raise RestsToday
    claim = session().get(CallClaim, invite.customer_id, populate_existing=True)
    if claim is None:
        session().add(CallClaim(customer_id=invite.customer_id, by_id=by.person_id, at=at))
    elif claim.by_id == by.person_id or not is_held(claim.at, at):
        claim.by_id, claim.at = by.person_id or 0, at
    else:
        person = session().get_one(Person, claim.by_id)
        raise CalledByAnother(person=person.name, since=claim.at)
    session().flush()


def _go_on(invite: Invite, draft: AttemptDraft, number: int, at: datetime) -> None:
    """Where the invite stands now: closed, or when it is tried again (BR15, BR19)."""
    invite.attempts = number
    again_at = draft.call_again_at if draft.outcome in LATER else None
    invite.promised_at = invite.not_before_at = again_at
    unanswered = select(ContactAttempt.id).where(
        ContactAttempt.invite_id == invite.id, ContactAttempt.outcome == Outcome.NO_ANSWER
    )
    if draft.outcome == Outcome.NO_ANSWER:
        hours = shop_hours()
        invite.not_before_at = next_half_day(at, hours.zone, hours.windows_on)
        if len(session().scalars(unanswered).all()) >= MOST_UNANSWERED:
            invite.state, invite.closed_at = State.UNREACHED, at
    elif draft.outcome in ENDS and again_at is None:
        invite.state, invite.closed_at = ENDS[draft.outcome], at


def _never_again(customer_id: int, *, by: Actor, at: datetime) -> None:
    """Off every list, for good."""
    stop_calls(session().get_one(Customer, customer_id), by=by, at=at)
    others = update(Invite).where(Invite.customer_id == customer_id, Invite.state == State.OPEN)
    session().execute(others.values(state=State.WITHDRAWN, closed_at=at, promised_at=None))
