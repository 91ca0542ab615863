"""What those who wait are told by mail, in the shop's time (BE22); who has only a phone is called by the desk."""

from datetime import datetime

from portal.domain.appointments.waiting.models import WaitingEntry, WaitingOffer
from portal.domain.appointments.wording import name_in
from portal.domain.booking.models import Service
from portal.domain.booking.situation import shop_hours
from portal.domain.outbox.operations import Recipient, post


def tell_joined(entry: WaitingEntry, service: Service, token: str, at: datetime) -> None:
    """That they wait, and how to leave."""
    if entry.contact_email:
        post(
            "waiting_joined",
            to=_recipient(entry),
            at=at,
            access_path=f"/book/waiting/{token}",
            service=name_in(service, entry.contact_locale),
            from_on=entry.from_on.isoformat(),
            until_on=entry.until_on.isoformat(),
        )


def tell_offered(entry: WaitingEntry, offer: WaitingOffer, service: Service, token: str, at: datetime) -> None:
    """That a time became free, until when it is kept, and where to take it."""
    if entry.contact_email:
        post(
            "waiting_offered",
            to=_recipient(entry),
            at=at,
            access_path=f"/book/waiting/offers/{token}",
            service=name_in(service, entry.contact_locale),
            start_at=offer.start_at.isoformat(),
            until=offer.expires_at.isoformat(),
        )


def _recipient(entry: WaitingEntry) -> Recipient:
    return Recipient(entry.contact_email, entry.contact_name, entry.contact_locale, shop_hours().zone)
