"""The telephone system says that it rings: its secret, the call that pops up at the desk, and its end (BR20)."""

from datetime import datetime

from sqlalchemy import delete, select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.customers.queries import whose_number
from portal.domain.customers.rules import phone_key
from portal.domain.outreach.refusals import ToldBefore
from portal.domain.outreach.telephone import RingingCall, TelephoneKey
from portal.domain.outreach.telephone_rules import KEPT_FOR
from portal.domain.rights import Right, needs, open_to_all


@needs(Right.HOUSE_CHANGE)
def connect_telephone(seed: str, *, by: Actor, at: datetime) -> TelephoneKey:
    """A new secret for the telephone system; the one before counts no longer. The form sent twice makes one."""
    one_at_a_time("telephone")
    made = session().scalar(select(TelephoneKey).where(TelephoneKey.seed == seed))
    if made is not None:
        return made
    key = TelephoneKey(seed=seed, made_at=at, made_by_id=by.person_id)
    session().add(key)
    session().flush()
    record(by, "telephone.connected", key, at=at)
    return key


@open_to_all
def note_ringing(phone: str, rings: int | None, signature: str, *, by: Actor, at: datetime) -> RingingCall:  # noqa: ARG001 - every operation names its doer
    """Show that somebody calls, and who it is if their number is known. Its signature was looked at: require_signature.

    Refuses ToldBefore: the same request again.
    """
    one_at_a_time("telephone")
    if session().scalar(select(RingingCall.id).where(RingingCall.mark == signature)) is not None:
        raise ToldBefore
    customer = whose_number(phone)
    call = RingingCall(
        at=at,
        mark=signature,
        phone=phone_key(phone) or phone,
        rings=rings,
        customer_id=customer.id if customer else None,
    )
    session().add(call)
    return call


@needs(Right.WORK_BY_ITSELF)
def forget_old_ringing(*, by: Actor, at: datetime) -> bool:  # noqa: ARG001 - every operation names its doer
    """Delete what rang longer ago than a day (P24). False: there is never more to do at once."""
    session().execute(delete(RingingCall).where(RingingCall.at < at - KEPT_FOR))
    return False
