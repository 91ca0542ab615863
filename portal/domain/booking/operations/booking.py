"""Booking a time: for oneself, or by the desk for a caller. All of it happens, or nothing (A1, A2, A4)."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.booking.allocating import (
    alone,
    hand_over,
    parts_fit,
    planned_still,
    release,
    slot_by_plan,
    slot_to_take,
    take,
)
from portal.domain.booking.drafts import BookingDraft, MoveDraft
from portal.domain.booking.models import Booking, BookingChange, BookingService, Hold, Service
from portal.domain.booking.offering import hold_of, offered_service
from portal.domain.booking.queries import instead_of, is_desk
from portal.domain.booking.refusals import (
    BookedTooOften,
    ContactMissing,
    HoldOver,
    OverbookingNeedsReason,
    SlotNotOffered,
    SlotTaken,
    TooManyBookings,
)
from portal.domain.booking.rules import A_DAY, MOST_IN_A_DAY, contact_key, hold_is_live, state_when_booked
from portal.domain.booking.search import Slot
from portal.domain.booking.situation import Ask, shop, shop_hours
from portal.domain.booking.together import also_booked, names_also, service_booked
from portal.domain.booking.words import Change, State
from portal.domain.errors import ChangedMeanwhile, RightMissing
from portal.domain.rights import Right, needs, open_to_all

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another
_LENGTH = 8


@open_to_all
def book(draft: BookingDraft, *, by: Actor, at: datetime) -> Booking:
    """A time becomes somebody's. Refused: SlotTaken with alternatives, SlotNotOffered, HoldOver, limits (A9).

    The same form sent again gives the booking of the first time (BE9). A hold's time is taken over as it is; one whose
    hold has run out, or whose advisor is absent by now, is booked if it is still free.
    """
    service = offered_service(draft.service_id, draft.also_ids, by=by, is_offered=draft.is_offered)
    key = contact_key(draft.contact.email, draft.contact.phone)
    if not draft.contact.name.strip() or not key:
        raise ContactMissing
    alone(at)
    before = _sent_before(draft, service, key)
    if before is not None:
        return before
    if not is_desk(by):
        _require_room(key, at)
    booking = _new(draft, service, key, by, at)
    if draft.overbook:
        _overbook(booking, draft, service, by, at)
    else:
        _take(booking, draft, service, by, at)
    session().flush()
    session().add_all(
        BookingService(booking_id=booking.id, position=number, service_id=also_id)
        for number, also_id in enumerate(service.also_ids)
    )
    _note(booking, by, at)
    return booking


class Answer(NamedTuple):
    """To a wish for a time: who was found free, to be named by the booking, or the times to offer (A4)."""

    resource_ids: frozenset[int]
    instead: Sequence[Slot] | None = None


@needs(Right.BOOKING_WORK)
def answer_to(draft: BookingDraft, *, by: Actor, at: datetime) -> Answer:
    """Whether the wanted time can be had: what is said stays so until this transaction ends (A4).

    A booking that names who was found is searched among these alone, not among all a second time.
    """
    service = offered_service(draft.service_id, draft.also_ids, by=by)
    alone(at)
    return _answer(service, draft.start_at, at, Ask(draft.resource_ids, is_staff=True))


@needs(Right.BOOKING_WORK)
def answer_to_move(booking: Booking, draft: MoveDraft, *, by: Actor, at: datetime) -> Answer:  # noqa: ARG001
    """The same for a booking that moves: it isn't in its own way (BE10), and its services may have left (BE37)."""
    alone(at)
    service = service_booked(booking)
    if service is None:
        return Answer(draft.resource_ids)  # moving it says why it can't
    return _answer(service, draft.start_at, at, Ask(draft.resource_ids, booking.id, is_staff=True))


def _answer(service: Service, start_at: datetime, at: datetime, ask: Ask) -> Answer:
    try:
        found = slot_to_take(service, start_at, at, ask)
    except SlotTaken as taken:
        return Answer(ask.resource_ids, taken.alternatives)
    except SlotNotOffered:
        anybody = Ask(but_booking_id=ask.but_booking_id, is_staff=True)
        return Answer(ask.resource_ids, instead_of(service, start_at, at, anybody))
    kinds = {part.kind for part in found.parts}
    named = frozenset(part.place_id for part in found.parts)  # of two of a kind it would have to say who does what
    return Answer(named if len(kinds) == len(found.parts) else ask.resource_ids)


def _sent_before(draft: BookingDraft, service: Service, key: str) -> Booking | None:
    if draft.form_key is None:
        return None
    found = select(Booking).where(Booking.form_key == draft.form_key).options(selectinload(Booking.allocations))
    booking = session().scalars(found).one_or_none()
    if booking is None:
        return None
    also = also_booked(booking.id) if booking.also_named else ()
    if (booking.contact_key, booking.service_id, also) != (key, draft.service_id, service.also_ids):
        raise ChangedMeanwhile  # the same form, with something else in it
    return booking


def _require_room(key: str, at: datetime) -> None:
    most = shop().open_bookings_per_contact
    ahead = select(func.count()).select_from(Booking).where(Booking.contact_key == key, Booking.start_at > at)
    if (session().scalar(ahead.where(Booking.cancelled_at.is_(None))) or 0) >= most:
        raise TooManyBookings(count=most)
    lately = select(func.count()).select_from(Booking).where(Booking.contact_key == key, Booking.booked_at > at - A_DAY)
    if (session().scalar(lately) or 0) >= MOST_IN_A_DAY:
        raise BookedTooOften(count=MOST_IN_A_DAY)


def _new(draft: BookingDraft, service: Service, key: str, by: Actor, at: datetime) -> Booking:
    said = draft.contact
    also_named, also_named_zh = names_also(service)
    state = state_when_booked(is_confirmed_at_once=service.is_confirmed_at_once, is_staff=is_desk(by))
    return Booking(
        reference="".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)),
        form_key=draft.form_key,
        service_id=service.id,
        state=state,
        channel=draft.channel,
        zone=shop_hours().zone,
        also_named=also_named,
        also_named_zh=also_named_zh,
        price=service.price,
        contact_name=said.name.strip(),
        contact_email=said.email.strip().lower(),
        contact_phone=said.phone.strip(),
        contact_key=key,
        contact_locale=said.locale,
        plate=said.plate.strip(),
        model=said.model.strip(),
        wishes=said.wishes,
        person_id=None if is_desk(by) else by.person_id,
        booked_at=at,
        confirmed_at=at if state is State.CONFIRMED else None,
    )


def _take(booking: Booking, draft: BookingDraft, service: Service, by: Actor, at: datetime) -> None:
    hold = _hold_for(draft)
    if hold is not None and hold_is_live(hold.expires_at, at):
        if parts_fit(service, hold) and planned_still(service, hold, is_staff=is_desk(by)):
            booking.start_at, booking.end_at = hold.start_at, hold.end_at
            session().add(booking)
            hand_over(hold, booking)
            hold.expires_at = at
            return
        release(hold, at)
    slot = slot_to_take(service, draft.start_at, at, Ask(draft.resource_ids, is_staff=is_desk(by)))
    _put(booking, slot)
    take(slot.parts, booking)


def _hold_for(draft: BookingDraft) -> Hold | None:
    """The hold of the draft's token. Refused, with HoldOver: of nothing, of another time, another's (BE14)."""
    if draft.hold_token is None:
        return None
    hold = hold_of(draft.hold_token)
    if hold is None or hold.service_id != draft.service_id or hold.start_at != draft.start_at:
        raise HoldOver
    if draft.visitor not in ("", hold.visitor):
        raise HoldOver
    return hold


def _overbook(booking: Booking, draft: BookingDraft, service: Service, by: Actor, at: datetime) -> None:
    """On a lane of its own beside what is there, never by a constraint less (BE40)."""
    if not by.may(Right.BOOKING_OVERBOOK):
        raise RightMissing
    if not draft.overbook.strip():
        raise OverbookingNeedsReason
    ask = Ask(draft.resource_ids, is_staff=True)
    try:
        slot = slot_to_take(service, draft.start_at, at, ask)
    except SlotTaken:
        by_plan = slot_by_plan(service, draft.start_at, at, ask)
        if by_plan is None:
            raise SlotNotOffered from None
        slot = by_plan
        booking.overbooked_because = draft.overbook.strip()
    _put(booking, slot)
    take(slot.parts, booking, overbooked=bool(booking.overbooked_because))


def _put(booking: Booking, slot: Slot) -> None:
    booking.start_at, booking.end_at = slot.start_at, slot.end_at
    session().add(booking)


def _note(booking: Booking, by: Actor, at: datetime) -> None:
    session().flush()
    noted = BookingChange(
        booking_id=booking.id,
        change=Change.BOOKED,
        at=at,
        by_id=by.person_id,
        start_after_at=booking.start_at,
        reason=booking.overbooked_because or "",
    )
    session().add(noted)
    told = {"start": booking.start_at.isoformat(), "service": booking.service_id, "channel": str(booking.channel)}
    record(by, "booking.booked", booking, at=at, **told, overbooked=bool(booking.overbooked_because))
    session().refresh(booking, ["allocations"])
