"""What is left of the calls with a customer who asks to be erased (P24): when, by whom, what came of them."""

from datetime import datetime

from sqlalchemy import delete, func, or_, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.customers.models import Customer
from portal.domain.outreach.models import CallClaim, ContactAttempt, IncomingCall, Invite, RingingCall
from portal.domain.outreach.queries import called_as
from portal.domain.outreach.rules import Outcome, State
from portal.domain.rights import Right, needs


@needs(Right.PERSON_ERASE)
def forget_calls(customer: Customer, called: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - asked for the right
    """Take the customer off the list and forget what was said. Part of erase_customer(), while the number is known."""
    theirs = Invite.customer_id == customer.id
    open_ones = update(Invite).where(theirs, Invite.state == State.OPEN)
    session().execute(open_ones.values(state=State.WITHDRAWN, closed_at=at))
    session().execute(update(Invite).where(theirs).values(promised_at=None))
    session().execute(delete(CallClaim).where(CallClaim.customer_id == customer.id))
    said = update(ContactAttempt).where(ContactAttempt.customer_id == customer.id)
    session().execute(
        said.values(**dict.fromkeys(("condition", "fault", "summary", "wanted", "note"), "")).where(
            ContactAttempt.outcome != Outcome.BOOKED
        )
    )
    session().execute(
        said.values(condition="", fault="", summary="", wanted="–", note="").where(
            ContactAttempt.outcome == Outcome.BOOKED
        )
    )
    rang = or_(
        RingingCall.customer_id == customer.id, *([RingingCall.phone == customer.phone] if customer.phone else [])
    )
    session().execute(delete(RingingCall).where(rang))
    _forget_incoming(customer, called, at)


def _forget_incoming(customer: Customer, called: str, at: datetime) -> None:
    theirs = called_as(customer)
    promised = update(IncomingCall).where(theirs, IncomingCall.call_back_at.is_not(None))
    session().execute(promised.values(called_back_at=func.coalesce(IncomingCall.called_back_at, at)))
    nothing = dict.fromkeys(("phone", "plate", "fault", "since", "summary", "wanted", "note"), "")
    session().execute(update(IncomingCall).where(theirs).values(name=called, **nothing))
