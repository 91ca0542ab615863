"""Taking what was offered: an ordinary appointment, at the time that the engine kept (BE44)."""

from datetime import datetime

from sqlalchemy import select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import Keys
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations.appointing import appoint
from portal.domain.appointments.operations.waiting_offers import claim
from portal.domain.appointments.waiting.models import WaitingEntry, WaitingOffer
from portal.domain.appointments.waiting.refusals import OfferOver
from portal.domain.appointments.waiting.tokens import hold_token
from portal.domain.audit.operations import record
from portal.domain.booking.drafts import BookingDraft, Contact
from portal.domain.booking.queries import is_desk
from portal.domain.booking.words import Channel
from portal.domain.rights import open_to_all


@open_to_all
def take_offer(offer: WaitingOffer, keys: Keys, *, by: Actor, at: datetime) -> Appointment:
    """The kept time becomes the appointment of who waited, by the link or by the desk on the phone.

    Refused: OfferOver; as book() refuses for its limits. Sent twice, it is the appointment of the first time.
    """
    one_at_a_time("booking")
    session().refresh(offer)
    entry = session().get_one(WaitingEntry, offer.entry_id)
    if not offer.is_open(at):
        return _taken_before(entry, offer)
    appointment = appoint(_draft(entry, offer, by), keys, by=by, at=at)
    if appointment.customer_id is None:
        appointment.customer_id = entry.customer_id
    claim(offer, "taken", at)
    entry.ended_at, entry.ended_because, entry.booking_id = at, "booked", appointment.booking_id
    record(by, "waiting.booked", entry, at=at, booking=appointment.booking_id)
    return appointment


def _taken_before(entry: WaitingEntry, offer: WaitingOffer) -> Appointment:
    if offer.ended_because != "taken":
        raise OfferOver
    return session().scalars(select(Appointment).where(Appointment.booking_id == entry.booking_id)).one()


def _draft(entry: WaitingEntry, offer: WaitingOffer, by: Actor) -> AppointmentDraft:
    contact = Contact(
        name=entry.contact_name,
        email=entry.contact_email,
        phone=entry.contact_phone,
        locale=entry.contact_locale,
        plate=entry.plate,
        model=entry.model,
        wishes=entry.wishes,
    )
    booking = BookingDraft(
        entry.service_id,
        offer.start_at,
        contact,
        channel=Channel.PHONE if is_desk(by) else Channel.WEB,
        form_key=f"waiting {offer.token_hash}",
        hold_token=hold_token(offer.token_hash),
        is_offered=True,
    )
    return AppointmentDraft(booking, customer_id=entry.customer_id)
