"""Joining the waiting list and leaving it (A5). Whoever calls has found the entry by its link or through the desk."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from portal.db import one_at_a_time, session
from portal.domain.actors import SYSTEM, Actor
from portal.domain.appointments.operations.waiting_offers import give_back
from portal.domain.appointments.waiting.drafts import WaitingDraft
from portal.domain.appointments.waiting.mails import tell_joined
from portal.domain.appointments.waiting.models import WaitingEntry, WaitingOffer
from portal.domain.appointments.waiting.refusals import (
    DaysGone,
    DaysTurned,
    JoinedTooOften,
    NoHours,
    NotWaiting,
    TooFarAhead,
    WaitsAlready,
)
from portal.domain.appointments.waiting.tokens import leaving_token
from portal.domain.appointments.waiting.wishes import LONGEST_AHEAD, MOST_ENTRIES, Wish
from portal.domain.audit.operations import record
from portal.domain.booking.offering import hashed, offered_service
from portal.domain.booking.queries import is_desk
from portal.domain.booking.refusals import ContactMissing
from portal.domain.booking.rules import A_DAY, MOST_IN_A_DAY, contact_key
from portal.domain.booking.situation import shop_hours
from portal.domain.calendars.hours import local_day
from portal.domain.rights import Right, needs, open_to_all


@open_to_all
def join_waiting_list(draft: WaitingDraft, *, by: Actor, at: datetime) -> WaitingEntry:
    """A place behind those who came before; the same form sent again is the same place.

    Refused: days that are over, turned or too far, too many places of one contact, no way to tell them.
    """
    service = offered_service(draft.service_id, by=by)
    said = draft.contact
    key = contact_key(said.email, said.phone)
    if not said.name.strip() or not key:
        raise ContactMissing
    one_at_a_time("booking")
    token = leaving_token(draft.form_key)
    before = session().scalars(select(WaitingEntry).where(WaitingEntry.token_hash == hashed(token))).one_or_none()
    if before is not None:
        return before
    _require_sense(draft.wish, at)
    if not is_desk(by):
        _require_room(key, at)
    entry = _new(draft, key, hashed(token), by, at)
    session().add(entry)
    days = [draft.wish.first.isoformat(), draft.wish.last.isoformat()]
    record(by, "waiting.joined", entry, at=at, service=service.id, days=days)
    tell_joined(entry, service, token, at)
    return entry


@open_to_all
def leave_waiting_list(entry: WaitingEntry, *, by: Actor, at: datetime) -> None:
    """By the link, or signed in. What was just offered goes to the next. Twice: nothing more happens."""
    _end(entry, "left", by=by, at=at)


@needs(Right.BOOKING_WORK)
def take_off_waiting_list(entry: WaitingEntry, *, by: Actor, at: datetime) -> None:
    """The desk knows that they don't wait any more."""
    if not entry.is_waiting:
        raise NotWaiting
    _end(entry, "taken_off", by=by, at=at)


@needs(Right.WORK_BY_ITSELF)
def close_waiting_over(*, by: Actor, at: datetime) -> int:
    """Take off those whose last wanted day is over. How many; safe to run twice."""
    today = local_day(at, shop_hours().zone)
    found = select(WaitingEntry).where(WaitingEntry.ended_at.is_(None), WaitingEntry.until_on < today)
    over = list(session().scalars(found.order_by(WaitingEntry.id).limit(100)))
    for entry in over:
        _end(entry, "over", by=by, at=at)
    return len(over)


def _end(entry: WaitingEntry, because: str, *, by: Actor, at: datetime) -> None:
    one_at_a_time("booking")
    ended = session().scalar(
        update(WaitingEntry)
        .where(WaitingEntry.id == entry.id, WaitingEntry.ended_at.is_(None))
        .values(ended_at=at, ended_because=because)
        .returning(WaitingEntry.id)
        .execution_options(synchronize_session=False)
    )
    if ended is None:
        return
    session().refresh(entry)
    record(by, f"waiting.{because}", entry, at=at)
    offers = select(WaitingOffer).where(WaitingOffer.entry_id == entry.id, WaitingOffer.ended_at.is_(None))
    for offer in session().scalars(offers):
        give_back(offer, "left", by=SYSTEM, at=at)


def _new(draft: WaitingDraft, key: str, token_hash: str, by: Actor, at: datetime) -> WaitingEntry:
    return WaitingEntry(
        token_hash=token_hash,
        service_id=draft.service_id,
        customer_id=draft.customer_id if is_desk(by) else None,
        person_id=None if is_desk(by) else by.person_id,
        contact_name=draft.contact.name.strip(),
        contact_email=draft.contact.email.strip().lower(),
        contact_phone=draft.contact.phone.strip(),
        contact_key=key,
        contact_locale=draft.contact.locale,
        plate=draft.contact.plate.strip(),
        model=draft.contact.model.strip(),
        wishes=draft.contact.wishes,
        from_on=draft.wish.first,
        until_on=draft.wish.last,
        weekdays=draft.wish.weekdays,
        from_minute=draft.wish.from_minute,
        until_minute=draft.wish.until_minute,
        joined_at=at,
    )


def _require_sense(wish: Wish, at: datetime) -> None:
    today = local_day(at, shop_hours().zone)
    if wish.last < wish.first:
        raise DaysTurned
    if wish.last < today:
        raise DaysGone
    if wish.last > today + timedelta(days=LONGEST_AHEAD):
        raise TooFarAhead
    if wish.until_minute <= wish.from_minute:
        raise NoHours


def _require_room(key: str, at: datetime) -> None:
    waits = select(func.count()).select_from(WaitingEntry).where(WaitingEntry.contact_key == key)
    if (session().scalar(waits.where(WaitingEntry.ended_at.is_(None))) or 0) >= MOST_ENTRIES:
        raise WaitsAlready(count=MOST_ENTRIES)
    if (session().scalar(waits.where(WaitingEntry.joined_at > at - A_DAY)) or 0) >= MOST_IN_A_DAY:
        raise JoinedTooOften(count=MOST_IN_A_DAY)
