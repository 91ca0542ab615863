"""Looking up who waits and what is offered to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.waiting.models import WaitingEntry, WaitingOffer
from portal.domain.booking.models import Service
from portal.domain.booking.offering import hashed
from portal.domain.rights import Right

MOST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the list."""

    entry: WaitingEntry
    service: Service
    offer: WaitingOffer | None  # what is kept for them now


def waiting_list(actor: Actor) -> list[Waiting]:
    """Those who wait, first come first. Empty for those who may not see bookings."""
    if not actor.may(Right.BOOKING_SEE):
        return []
    found = (
        select(WaitingEntry, Service, WaitingOffer)
        .join(Service, Service.id == WaitingEntry.service_id)
        .outerjoin(WaitingOffer, (WaitingOffer.entry_id == WaitingEntry.id) & WaitingOffer.ended_at.is_(None))
        .where(WaitingEntry.ended_at.is_(None))
        .order_by(WaitingEntry.joined_at, WaitingEntry.id)
        .limit(MOST)
    )
    return [Waiting(*row) for row in session().execute(found)]


def waiting_for(actor: Actor, entry_id: int) -> WaitingEntry | None:
    """One of them, for the desk."""
    return session().get(WaitingEntry, entry_id) if actor.may(Right.BOOKING_SEE) else None


def waiting_behind(token: str) -> tuple[WaitingEntry, Service] | None:
    """Whose link it is."""
    found = select(WaitingEntry, Service).join(Service, Service.id == WaitingEntry.service_id)
    row = session().execute(found.where(WaitingEntry.token_hash == hashed(token))).one_or_none()
    return (row[0], row[1]) if row else None


def offer_behind(token: str) -> tuple[WaitingOffer, Service] | None:
    """What a link offers, over or not, with its entry."""
    found = (
        select(WaitingOffer, Service)
        .join(WaitingEntry, WaitingEntry.id == WaitingOffer.entry_id)
        .join(Service, Service.id == WaitingEntry.service_id)
        .options(joinedload(WaitingOffer.entry))
    )
    row = session().execute(found.where(WaitingOffer.token_hash == hashed(token))).one_or_none()
    return (row[0], row[1]) if row else None


def offer_to(actor: Actor, entry_id: int) -> WaitingOffer | None:
    """What is kept for somebody, for the desk to book on the phone."""
    if not actor.may(Right.BOOKING_SEE):
        return None
    found = select(WaitingOffer).where(WaitingOffer.entry_id == entry_id, WaitingOffer.ended_at.is_(None))
    return session().scalars(found.options(joinedload(WaitingOffer.entry))).one_or_none()


def next_run_out(at: datetime, but: Collection[int] = ()) -> WaitingOffer | None:
    """The offer that ran out first and wasn't passed on."""
    found = select(WaitingOffer).where(
        WaitingOffer.ended_at.is_(None), WaitingOffer.expires_at <= at, WaitingOffer.id.not_in(but)
    )
    return session().scalars(found.order_by(WaitingOffer.expires_at, WaitingOffer.id).limit(1)).one_or_none()
