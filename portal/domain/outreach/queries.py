"""The day's call list, one call's card, scripts and campaigns (A10-A13)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.calendars.hours import local_day
from portal.domain.customers.models import Asset, Customer
from portal.domain.house.queries import house
from portal.domain.outreach.candidates import CALLABLE
from portal.domain.outreach.models import (
    CallClaim,
    Campaign,
    ContactAttempt,
    IncomingCall,
    Invite,
    ReasonPlace,
    Script,
)
from portal.domain.outreach.rules import CLAIM_LASTS, RINGS_AT_MOST, Reason, State, in_order
from portal.domain.outreach.scripts import default_script
from portal.domain.people.models import Person
from portal.domain.rights import Right

MOST = 60  # rows at once: what is called leaves the list, and others come up


@dataclass(frozen=True, slots=True)
class Call:
    """One row of the list: the invite with customer and vehicle, and who calls them just now."""

    invite: Invite
    caller: str | None


@dataclass(frozen=True, slots=True)
class CallList:
    """The day's calls in the order of the rules, and how many there are by reason."""

    rows: list[Call]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who calls a customer just now."""

    person_id: int
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Rings:
    """How many calls were answered of which somebody counted the rings, and how many within three (A13)."""

    counted: int
    in_time: int

    @property
    def share(self) -> int | None:
        """In a hundred; None while nothing was counted."""
        return round(100 * self.in_time / self.counted) if self.counted else None


def order_of_reasons() -> list[Reason]:
    """As the house calls (BR2, BR3)."""
    return in_order(session().scalars(select(ReasonPlace.reason).order_by(ReasonPlace.position)).all())


def calls_today(actor: Actor, reason: Reason | None, at: datetime) -> CallList:
    """Who is to be called today, by rule; not who rests today, and not who is never called (A10, A12). Four queries."""
    if not actor.may(Right.OUTREACH_WORK):
        return CallList([], {})
    order = order_of_reasons()
    open_today = _open_today(at)
    counted = session().execute(_from(select(Invite.reason, func.count()), open_today).group_by(Invite.reason))
    counts: dict[str, int] = {one: int(number) for one, number in counted}
    found = _from(select(Invite), open_today).options(
        contains_eager(Invite.customer), contains_eager(Invite.asset), joinedload(Invite.campaign)
    )
    if reason is not None:
        found = found.where(Invite.reason == reason)
    place = case({str(one): number for number, one in enumerate(order)}, value=Invite.reason)
    rows = session().scalars(found.order_by(place, Invite.due_on, Invite.score.desc(), Invite.id).limit(MOST)).all()
    holders = _holders({one.customer_id for one in rows}, at)
    return CallList([Call(one, holders.get(one.customer_id)) for one in rows], counts)


def invite_for(actor: Actor, invite_id: int) -> Invite | None:
    """One invite with customer, vehicle and campaign."""
    if not actor.may(Right.OUTREACH_WORK):
        return None
    found = select(Invite).where(Invite.id == invite_id)
    return session().scalar(
        found.options(joinedload(Invite.customer), joinedload(Invite.asset), joinedload(Invite.campaign))
    )


def call_for(actor: Actor, invite_id: int, at: datetime) -> tuple[Invite, Holder | None] | None:
    """The same, and who calls the customer just now. One query."""
    if not actor.may(Right.OUTREACH_WORK):
        return None
    found = (
        select(Invite, CallClaim.by_id, Person.name, CallClaim.at)
        .outerjoin(CallClaim, (CallClaim.customer_id == Invite.customer_id) & (CallClaim.at > at - CLAIM_LASTS))
        .outerjoin(Person, Person.id == CallClaim.by_id)
        .where(Invite.id == invite_id)
        .options(joinedload(Invite.customer), joinedload(Invite.asset), joinedload(Invite.campaign))
    )
    row = session().execute(found).one_or_none()
    if row is None:
        return None
    invite, person_id, name, since = row
    return invite, Holder(person_id, name, since) if name else None


def attempts_on(customer_id: int) -> list[tuple[ContactAttempt, str]]:
    """The latest attempts to reach a customer, with the names of those who tried (BR19)."""
    found = (
        select(ContactAttempt, Person.name)
        .join(Person, Person.id == ContactAttempt.by_id)
        .where(ContactAttempt.customer_id == customer_id)
        .order_by(ContactAttempt.at.desc(), ContactAttempt.id.desc())
        .limit(10)
    )
    return [(attempt, name) for attempt, name in session().execute(found)]


def script_in_force(kind: str, locale: str) -> tuple[str, int]:
    """What is said, and its version; 0 is what the portal began with (BR8)."""
    newest = select(Script).where(Script.kind == kind, Script.locale == locale).order_by(Script.version.desc())
    script = session().scalar(newest.limit(1))
    return (script.words, script.version) if script else (default_script(kind, locale), 0)


def versions_of(kind: str, locale: str) -> list[tuple[Script, str | None]]:
    """What was said and who wrote it, the newest first."""
    found = (
        select(Script, Person.name)
        .outerjoin(Person, Person.id == Script.written_by_id)
        .where(Script.kind == kind, Script.locale == locale)
        .order_by(Script.version.desc())
        .limit(20)
    )
    return [(script, name) for script, name in session().execute(found)]


def campaigns() -> list[Campaign]:
    """All, the latest first."""
    return list(session().scalars(select(Campaign).order_by(Campaign.ends_on.desc(), Campaign.id.desc()).limit(100)))


def campaign_for(actor: Actor, campaign_id: int) -> Campaign | None:
    """One of them."""
    return session().get(Campaign, campaign_id) if actor.may(Right.OUTREACH_ARRANGE) else None


def calls_in(actor: Actor) -> list[tuple[IncomingCall, str]]:
    """The latest calls that came in, and who took them (A13)."""
    if not actor.may(Right.OUTREACH_WORK):
        return []
    found = select(IncomingCall, Person.name).join(Person, Person.id == IncomingCall.by_id)
    found = found.order_by(IncomingCall.at.desc(), IncomingCall.id.desc()).limit(20)
    return [(call, name) for call, name in session().execute(found)]


def rings_since(day: datetime) -> Rings:
    """The share answered within three rings (A13)."""
    in_time = func.count().filter(IncomingCall.rings <= RINGS_AT_MOST)
    counted = select(func.count(), in_time).where(IncomingCall.at >= day, IncomingCall.rings.is_not(None))
    return Rings(*session().execute(counted).one())


def _open_today(at: datetime) -> list[ColumnElement[bool]]:
    zone = house().zone
    today = local_day(at, zone)
    tomorrow_at = datetime.combine(today + timedelta(days=1), time(0), ZoneInfo(zone))
    rests = exists().where(ContactAttempt.customer_id == Invite.customer_id, ContactAttempt.rests_on == today)
    is_time = (Invite.not_before_at.is_(None)) | (Invite.not_before_at < tomorrow_at)
    return [Invite.state == State.OPEN, is_time, CALLABLE, ~rests]


def _from(found: Any, conditions: list[ColumnElement[bool]]) -> Any:
    joined = found.join(Customer, Customer.id == Invite.customer_id).join(Asset, Asset.id == Invite.asset_id)
    return joined.where(*conditions)


def _holders(customer_ids: set[int], at: datetime) -> dict[int, str]:
    found = select(CallClaim.customer_id, Person.name).join(Person, Person.id == CallClaim.by_id)
    held = found.where(CallClaim.customer_id.in_(customer_ids), CallClaim.at > at - CLAIM_LASTS)
    return {claim.customer_id: claim.name for claim in session().execute(held)}


def offers_to(actor: Actor, customer_id: int | None) -> list[Invite]:
    """What this customer could be told just now: open invites with their campaigns (A2). One query."""
    if customer_id is None or not actor.may(Right.OUTREACH_WORK):
        return []
    found = select(Invite).where(Invite.customer_id == customer_id, Invite.state == State.OPEN)
    return list(session().scalars(found.options(joinedload(Invite.campaign)).order_by(Invite.due_on).limit(10)))


def called_as(customer: Customer) -> ColumnElement[bool]:
    """Calls that came in from the customer: known as such, or from the number while nobody knew whose it is (P24)."""
    same_number = and_(IncomingCall.phone == customer.phone, IncomingCall.customer_id.is_(None))
    return or_(IncomingCall.customer_id == customer.id, *([same_number] if customer.phone else []))
