"""Calls that come in: the fault in the caller's words and as it was read back, the rings, the result (A13, A14)."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.customers.rules import phone_key
from portal.domain.outreach.drafts import IncomingDraft
from portal.domain.outreach.models import IncomingCall, RingingCall
from portal.domain.outreach.refusals import AgainMissing, WantedMissing
from portal.domain.outreach.rules import Result
from portal.domain.rights import Right, needs


@needs(Right.OUTREACH_WORK)
def take_call(
    draft: IncomingDraft, customer_id: int | None, *, ringing_id: int | None = None, by: Actor, at: datetime
) -> IncomingCall:
    """Keep a call that came in. It changes no customer: who calls may be anybody (threats: Booking).

    `ringing_id`: the telephone system told of it; it rings no longer at the desk (BR20).
    """
    if draft.result == Result.CALL_BACK and draft.call_back_at is None:
        raise AgainMissing
    if draft.result == Result.BOOKED and not draft.wanted:
        raise WantedMissing
    values = {**asdict(draft), "phone": phone_key(draft.phone) or draft.phone}
    call = IncomingCall(**values, customer_id=customer_id, at=at, by_id=by.person_id)
    session().add(call)
    session().flush()
    _ring_no_longer(ringing_id, at)
    record(by, "call.recorded", call, at=at, result=draft.result)
    return call


def _ring_no_longer(ringing_id: int | None, at: datetime) -> None:
    """Nor what rang from the same number before: the telephone system may tell of each ring."""
    number = select(RingingCall.phone).where(RingingCall.id == ringing_id, RingingCall.phone != "").scalar_subquery()
    rang = (RingingCall.id == ringing_id) | (RingingCall.phone == number)
    session().execute(update(RingingCall).where(rang, RingingCall.taken_at.is_(None)).values(taken_at=at))
