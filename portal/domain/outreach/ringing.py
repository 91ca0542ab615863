"""What rings just now, with whom it is and what is open with them; whether the telephone system said so (BR20)."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.customers.models import Asset, OpenItem
from portal.domain.outreach.refusals import NotSigned
from portal.domain.outreach.telephone import RingingCall, TelephoneKey
from portal.domain.outreach.telephone_rules import SHOWN_FOR, is_fresh, is_signed
from portal.domain.people.displays import token_of
from portal.domain.rights import Right

MOST = 5  # at once


@dataclass(frozen=True, slots=True)
class Ringing:
    """One call as the desk sees it: plain values. `plates`: the caller's vehicles; `open_work`: not done last time."""

    id: int
    at: datetime
    phone: str
    rings: int | None
    customer_id: int | None = None
    name: str = ""
    plates: list[str] = field(default_factory=list)
    open_work: list[str] = field(default_factory=list)


def key_in_force(actor: Actor) -> TelephoneKey | None:
    """The newest; None: no telephone system is connected."""
    return _newest_key() if actor.may(Right.HOUSE_CHANGE) else None


def secret_of(seed: str, portal_secret: str) -> str:
    """What the telephone system signs with: it stands nowhere, and is made again whenever it is needed."""
    return token_of(portal_secret, "telephone", seed)


def require_signature(signature: str, sent_at: str, body: bytes, portal_secret: str, at: datetime) -> None:
    """Raises NotSigned, the same for a wrong signature, an old one, and where no telephone system is connected."""
    key = _newest_key()
    if key is None or not is_fresh(sent_at, at):
        raise NotSigned
    if not is_signed(signature, secret_of(key.seed, portal_secret), sent_at, body):
        raise NotSigned


def ringing(actor: Actor, at: datetime) -> list[Ringing]:
    """Calls of the last minutes that nobody has taken down yet, the latest first, each number once. Three queries."""
    if not actor.may(Right.OUTREACH_WORK):
        return []
    found = select(RingingCall).where(RingingCall.at > at - SHOWN_FOR, RingingCall.taken_at.is_(None))
    found = found.options(joinedload(RingingCall.customer)).order_by(RingingCall.at.desc(), RingingCall.id.desc())
    by_number: dict[str, RingingCall] = {}
    for call in session().scalars(found.limit(4 * MOST)):
        by_number.setdefault(call.phone or str(call.id), call)
    calls = list(by_number.values())[:MOST]
    return _with_cars(calls) if calls else []


def ringing_call_for(actor: Actor, call_id: int | None) -> RingingCall | None:
    """One of them, to be taken down."""
    if call_id is None or not actor.may(Right.OUTREACH_WORK):
        return None
    found = select(RingingCall).where(RingingCall.id == call_id)
    return session().scalar(found.options(joinedload(RingingCall.customer)))


def _with_cars(calls: list[RingingCall]) -> list[Ringing]:
    customers = {call.customer_id for call in calls if call.customer_id is not None}
    plates: dict[int, list[str]] = {one: [] for one in customers}
    work: dict[int, list[str]] = {one: [] for one in customers}
    for owner, plate in session().execute(
        select(Asset.customer_id, Asset.plate).where(Asset.customer_id.in_(customers)).order_by(Asset.id)
    ):
        plates[owner].append(plate)
    open_work = select(Asset.customer_id, OpenItem.work).join(Asset, Asset.id == OpenItem.asset_id)
    open_work = open_work.where(Asset.customer_id.in_(customers), OpenItem.done_at.is_(None))
    for owner, what in session().execute(open_work.order_by(OpenItem.call_on, OpenItem.id)):
        work[owner].append(what)
    return [
        Ringing(
            call.id,
            call.at,
            call.phone,
            call.rings,
            call.customer_id,
            call.customer.name if call.customer else "",
            plates.get(call.customer_id or 0, []),
            work.get(call.customer_id or 0, []),
        )
        for call in calls
    ]


def _newest_key() -> TelephoneKey | None:
    return session().scalar(select(TelephoneKey).order_by(TelephoneKey.id.desc()).limit(1))
