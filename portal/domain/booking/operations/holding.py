"""Keeping a time while somebody fills in the form, and letting it go (BE14)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.booking.allocating import alone, release, slot_to_take, take
from portal.domain.booking.drafts import HoldDraft
from portal.domain.booking.models import Allocation, Hold, Service
from portal.domain.booking.offering import hashed, hold_of, offered_service
from portal.domain.booking.queries import is_desk
from portal.domain.booking.refusals import HeldTooOften, TooManyHolds
from portal.domain.booking.rules import RENEWALS, RENEWED_WITHIN, hold_is_live
from portal.domain.booking.search import Slot
from portal.domain.booking.situation import Ask, shop
from portal.domain.rights import Right, needs, open_to_all

_MINUTE = timedelta(minutes=1)
_KEPT_FOR = timedelta(days=1)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Held:
    """A hold, the token that opens it (only its hash is kept), and what it holds."""

    hold: Hold
    token: str
    slot: Slot


@open_to_all
def hold_slot(draft: HoldDraft, *, by: Actor, at: datetime) -> Held:
    """Keep a time for a visitor for some minutes. Refused: SlotTaken, SlotNotOffered, too many or too often (BE14)."""
    service = offered_service(draft.service_id, draft.also_ids, by=by)
    alone(at)
    settings = shop()
    _let_go_of_the_same(draft, at)
    _require_room(draft, settings.holds_per_visitor, at)
    slot = slot_to_take(service, draft.start_at, at, Ask(draft.resource_ids, is_staff=is_desk(by)))
    token = secrets.token_urlsafe(32)
    return _held(draft.visitor, slot, service, token, at + settings.hold_for_minutes * _MINUTE, at)


@needs(Right.WORK_BY_ITSELF)
def keep_slot(draft: HoldDraft, token: str, until_at: datetime, *, by: Actor, at: datetime) -> Held:
    """Keep a time that anybody could book for who waits for it, until then; `token` opens it. Refused: SlotTaken, ...

    Whoever calls knows how often (BE44); what limits visitors doesn't limit the house.
    """
    service = offered_service(draft.service_id, draft.also_ids, by=by)
    alone(at)
    slot = slot_to_take(service, draft.start_at, at, Ask(draft.resource_ids))
    return _held(draft.visitor, slot, service, token, min(until_at, slot.start_at), at)


@open_to_all
def release_hold(token: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - the token is the right
    """Let a held time go. Nothing happens when it is gone already."""
    alone(at)
    hold = hold_of(token)
    if hold is not None and hold_is_live(hold.expires_at, at):
        release(hold, at)
        hold.expires_at = at


@needs(Right.WORK_BY_ITSELF)
def forget_old_holds(*, by: Actor, at: datetime) -> int:  # noqa: ARG001
    """Take away a batch of holds that ended a day ago. How many it were; safe to run twice."""
    old = list(session().scalars(select(Hold.id).where(Hold.expires_at < at - _KEPT_FOR).limit(_BATCH)))
    session().execute(delete(Allocation).where(Allocation.hold_id.in_(old)))
    session().execute(delete(Hold).where(Hold.id.in_(old)))
    return len(old)


def _held(visitor: str, slot: Slot, service: Service, token: str, until_at: datetime, at: datetime) -> Held:
    hold = Hold(
        token_hash=hashed(token),
        visitor=visitor,
        service_id=service.id,
        start_at=slot.start_at,
        end_at=slot.end_at,
        held_at=at,
        expires_at=until_at,
    )
    session().add(hold)
    take(slot.parts, hold)
    return Held(hold, token, slot)


def _let_go_of_the_same(draft: HoldDraft, at: datetime) -> None:
    """Who taps twice isn't in the own way: the second hold takes the place of the first."""
    mine = select(Hold).where(Hold.visitor == draft.visitor, Hold.service_id == draft.service_id)
    for hold in session().scalars(mine.where(Hold.start_at == draft.start_at, Hold.expires_at > at)):
        release(hold, at)
        hold.expires_at = at


def _require_room(draft: HoldDraft, most: int, at: datetime) -> None:
    held = select(func.count()).select_from(Hold).where(Hold.visitor == draft.visitor)
    if (session().scalar(held.where(Hold.expires_at > at)) or 0) >= most:
        raise TooManyHolds(count=most)
    same = held.where(Hold.start_at == draft.start_at, Hold.held_at > at - RENEWED_WITHIN)
    if (session().scalar(same) or 0) >= RENEWALS:
        raise HeldTooOften
