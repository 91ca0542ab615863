"""Somebody on the waiting list, for the tests. Call inside a transaction."""

from datetime import datetime, timedelta

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import NOBODY
from portal.domain.appointments.models import WaitingEntry, WaitingOffer
from portal.domain.appointments.operations import join_waiting_list
from portal.domain.appointments.waiting.drafts import WaitingDraft
from portal.domain.appointments.waiting.tokens import leaving_token
from portal.domain.appointments.waiting.wishes import Wish
from portal.domain.booking.drafts import Contact
from portal.domain.booking.models import Service
from portal.domain.booking.offering import hashed

FORM, OFFER = "f" * 43, "o" * 43


def make_waiting(at: datetime) -> WaitingEntry:
    """Who waits for the first service there is, with a time that is kept."""
    service_id = session().scalars(select(Service.id).order_by(Service.id).limit(1)).one()
    wish = Wish(at.date(), at.date() + timedelta(days=30))
    whom = Contact("Nora Corvid", email="nora.waits@example.com", phone="+1 212 555 0177", locale="zh_Hans")
    entry = join_waiting_list(WaitingDraft(service_id, wish, whom, FORM), by=NOBODY, at=at)
    start_at = at + timedelta(days=5)
    offer = WaitingOffer(
        entry=entry,
        token_hash=hashed(OFFER),
        start_at=start_at,
        end_at=start_at + timedelta(hours=1),
        offered_at=at,
        expires_at=start_at,
    )
    session().add(offer)
    session().flush()
    return entry


def waiting_links() -> dict[str, str]:
    """The tokens of its links."""
    return {"waiting": leaving_token(FORM), "waiting/offers": OFFER}
