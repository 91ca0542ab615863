"""Small decisions about bookings and holds, from values."""

import re
from datetime import datetime, timedelta

from portal.domain.booking.words import Audience, State

RENEWALS = 2  # a visitor may hold the same time so often within an hour (BE14)
RENEWED_WITHIN = timedelta(hours=1)
A_DAY = timedelta(days=1)
MOST_IN_A_DAY = (
    9  # bookings of one contact, called off or not: each is a mail to somebody who may not have asked for it
)
MOST_MOVES_IN_A_DAY = 6  # of one appointment by its customer, for the same reason
_TAG = re.compile(r"(?<=[^@])\+[^@]*(?=@)")  # what comes to mei+any@example.com lies in mei's mailbox


def contact_key(email: str, phone: str) -> str:
    """What bookings of one contact are counted by (A9): the mailbox, else the digits of the phone, however written."""
    return _TAG.sub("", email.strip().lower()) or "".join(str(int(sign)) for sign in phone if sign.isdecimal())


def may_book(audience: Audience, *, is_known: bool, is_staff: bool) -> bool:
    """Whether a service is for somebody like this."""
    return is_staff or audience is Audience.EVERYBODY or (audience is Audience.KNOWN and is_known)


def state_when_booked(*, is_confirmed_at_once: bool, is_staff: bool) -> State:
    """Confirmed at once, or requested until the shop says yes (BR25). What staff book needs no second word."""
    return State.CONFIRMED if is_confirmed_at_once or is_staff else State.REQUESTED


def may_change(start_at: datetime, at: datetime) -> bool:
    """Moving and cancelling end when the time begins (BE13)."""
    return at < start_at


def is_ahead(state: str, start_at: datetime, at: datetime) -> bool:
    """It can be moved, called off, and said yes to."""
    return state != State.CANCELLED and may_change(start_at, at)


def awaits_yes(state: str, start_at: datetime, at: datetime) -> bool:
    """The shop has still to confirm it (BR25)."""
    return state == State.REQUESTED and may_change(start_at, at)


def has_begun(state: str, start_at: datetime, at: datetime) -> bool:
    """Its time has come: who isn't there doesn't come (A9)."""
    return state != State.CANCELLED and not may_change(start_at, at)


def hold_is_live(expires_at: datetime, at: datetime) -> bool:
    """An expired hold never blocks (BE14)."""
    return at < expires_at
