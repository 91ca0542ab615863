"""What became free, kept for who waits longest for it, taken, declined or passed on (A6, BE44).

All of it happens inside the lock "booking" and in the transaction of the change that made it free. The engine holds an
offered time like a visitor's, so nobody else can have it meanwhile, and taking it is an ordinary booking.
"""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update

from portal.db import one_at_a_time, session
from portal.domain.actors import SYSTEM, Actor
from portal.domain.appointments.waiting.mails import tell_offered
from portal.domain.appointments.waiting.models import WaitingEntry, WaitingOffer
from portal.domain.appointments.waiting.queries import next_run_out
from portal.domain.appointments.waiting.tokens import hold_token
from portal.domain.appointments.waiting.wishes import is_wanted_day, meets, suits
from portal.domain.audit.operations import record
from portal.domain.booking.drafts import HoldDraft
from portal.domain.booking.minutes import MINUTE
from portal.domain.booking.models import Service
from portal.domain.booking.offering import hashed
from portal.domain.booking.operations import keep_slot, release_hold
from portal.domain.booking.queries import free_times_between
from portal.domain.booking.search import Slot
from portal.domain.booking.situation import shop, shop_hours
from portal.domain.booking.together import services_with_needs
from portal.domain.calendars.hours import local_day
from portal.domain.rights import Right, needs, open_to_all

Freed = tuple[datetime, datetime]
MOST_OFFERS = 5  # for one time that became free: a long one may serve several
MOST_LOOKED_AT = 300


@needs(Right.WORK_BY_ITSELF)
def offer_freed(freed: Freed, *, by: Actor, at: datetime) -> int:
    """Keep what became free for those who wait longest for it. How many were offered something; never of the past."""
    if freed[1] <= at:
        return 0
    one_at_a_time("booking")
    found: dict[int, list[Slot]] = {}
    zone, offered = shop_hours().zone, 0
    waiting, before = _waiting(freed, zone), None
    for entry in waiting:
        before = _offered_before(waiting) if before is None else before
        slots = _free(entry.service_id, freed, zone, at, found)
        slot = next((one for one in slots if _would_do(entry, one, zone, before)), None)
        if slot is not None and offered < MOST_OFFERS:
            _offer(entry, slot, by=by, at=at)
            found.clear()
            offered += 1
    return offered


@open_to_all
def decline_offer(offer: WaitingOffer, *, by: Actor, at: datetime) -> None:
    """Not this time: the next one is told at once, and the place on the list is kept. Twice: nothing more happens."""
    one_at_a_time("booking")
    give_back(offer, "declined", by=by, at=at)


@needs(Right.WORK_BY_ITSELF)
def pass_on_next_offer(*, by: Actor, at: datetime, but: Collection[int] = ()) -> bool:
    """What wasn't taken in time goes to the next, exactly once; late rather than never. Whether there was one."""
    one_at_a_time("booking")
    offer = next_run_out(at, but)
    if offer is None:
        return False
    give_back(offer, "run_out", by=by, at=at)
    return True


def give_back(offer: WaitingOffer, because: str, *, by: Actor, at: datetime) -> None:
    """A part of operations: the offer is over, its time is free, and who comes next is told."""
    if claim(offer, because, at):
        record(by, f"waiting_offer.{because}", offer, at=at, start=offer.start_at.isoformat())
        release_hold(hold_token(offer.token_hash), by=by, at=at)
        offer_freed((offer.start_at, offer.end_at), by=SYSTEM, at=at)


def claim(offer: WaitingOffer, because: str, at: datetime) -> bool:
    """A part of operations: one UPDATE decides who ends it."""
    ended = session().scalar(
        update(WaitingOffer)
        .where(WaitingOffer.id == offer.id, WaitingOffer.ended_at.is_(None))
        .values(ended_at=at, ended_because=because)
        .returning(WaitingOffer.id)
        .execution_options(synchronize_session=False)
    )
    session().refresh(offer)
    return ended is not None


def _waiting(freed: Freed, zone: str) -> list[WaitingEntry]:
    """Those who might want it and have no offer yet, in the order in which they came."""
    first, last = (local_day(moment, zone) for moment in freed)
    has_one = select(WaitingOffer.id).where(WaitingOffer.entry_id == WaitingEntry.id, WaitingOffer.ended_at.is_(None))
    found = (
        select(WaitingEntry)
        .where(
            WaitingEntry.ended_at.is_(None),
            WaitingEntry.from_on <= last,
            WaitingEntry.until_on >= first - timedelta(days=1),
            ~has_one.exists(),
        )
        .order_by(WaitingEntry.joined_at, WaitingEntry.id)
        .limit(MOST_LOOKED_AT)
    )
    days = [first + timedelta(days=n) for n in range(-1, (last - first).days + 1)]
    return [entry for entry in session().scalars(found) if any(is_wanted_day(entry.wish, on) for on in days)]


def _offered_before(waiting: list[WaitingEntry]) -> set[tuple[int, datetime]]:
    ids = [entry.id for entry in waiting]
    rows = session().execute(select(WaitingOffer.entry_id, WaitingOffer.start_at).where(WaitingOffer.entry_id.in_(ids)))
    return {(entry_id, start_at) for entry_id, start_at in rows}


def _free(service_id: int, freed: Freed, zone: str, at: datetime, found: dict[int, list[Slot]]) -> list[Slot]:
    """What of a service can be booked there by anybody; looked up once, until something was offered."""
    if service_id not in found:
        service = services_with_needs((service_id,))
        if service is None or service.retired_at is not None:
            return found.setdefault(service_id, [])
        begin = freed[0] - service.minutes * MINUTE
        first, last = (local_day(moment, zone) for moment in (begin, freed[1]))
        slots = free_times_between(service, first, last, at)
        found[service_id] = [slot for slot in slots if meets(slot.start_at, slot.end_at, freed)]
    return found[service_id]


def _would_do(entry: WaitingEntry, slot: Slot, zone: str, before: set[tuple[int, datetime]]) -> bool:
    return suits(entry.wish, slot.start_at, zone) and (entry.id, slot.start_at) not in before


def _offer(entry: WaitingEntry, slot: Slot, *, by: Actor, at: datetime) -> None:
    token = secrets.token_urlsafe(32)
    offer = WaitingOffer(
        entry_id=entry.id,
        token_hash=hashed(token),
        start_at=slot.start_at,
        end_at=slot.end_at,
        offered_at=at,
        expires_at=at,
    )
    until_at = at + shop().offer_for_minutes * MINUTE
    draft = HoldDraft(entry.service_id, slot.start_at, f"waiting {entry.id}")
    offer.expires_at = keep_slot(draft, hold_token(offer.token_hash), until_at, by=by, at=at).hold.expires_at
    session().add(offer)
    record(by, "waiting.offered", entry, at=at, start=slot.start_at.isoformat())
    tell_offered(entry, offer, session().get_one(Service, entry.service_id), token, at)
