"""Links with which customers see, move, cancel and check in, without an account (A1, A33).

One purpose each, 256 bits, kept as hashes, over a day after the appointment: nobody books with one, and nobody reads
one out of the database.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select, update

from portal.db import session
from portal.domain.appointments.models import Appointment, AppointmentLink
from portal.domain.appointments.queries import WITH_BOOKING
from portal.domain.appointments.words import Purpose
from portal.domain.booking.models import Booking
from portal.domain.booking.offering import hashed

LASTS_BEYOND = timedelta(days=1)  # the end of the appointment
WORKS_ON_FOR = timedelta(minutes=10)  # the links from before a move: for who presses twice, or has the page open
LEAST_TOKEN = 40  # characters; shorter ones aren't looked for

Keys = Mapping[Purpose, str]  # purpose -> token


def new_keys() -> Keys:
    """A token for each purpose."""
    return {purpose: secrets.token_urlsafe(32) for purpose in Purpose}


def make_links(booking: Booking, keys: Keys, at: datetime) -> None:
    """Let whoever holds a token do that one thing, until a day after the end."""
    session().add_all(
        AppointmentLink(
            booking_id=booking.id,
            purpose=purpose,
            token_hash=hashed(token),
            made_at=at,
            expires_at=booking.end_at + LASTS_BEYOND,
        )
        for purpose, token in keys.items()
    )


def redate_links(booking: Booking) -> None:
    """After a move: they live as long as the appointment that they open."""
    live = update(AppointmentLink).where(AppointmentLink.booking_id == booking.id)
    session().execute(live.values(expires_at=booking.end_at + LASTS_BEYOND))


def renew_links(booking: Booking, keys: Keys, at: datetime) -> None:
    """After a move: whoever may have seen the old links can do nothing with them any more, the new ones are in a mail.

    The old work on for some minutes, so that a form sent twice, or a page that is open, leads to the same place.
    """
    soon = at + WORKS_ON_FOR
    old = update(AppointmentLink).where(AppointmentLink.booking_id == booking.id, AppointmentLink.expires_at > soon)
    session().execute(old.values(expires_at=soon))
    make_links(booking, keys, at)


def appointment_by_link(token: str, purpose: Purpose, at: datetime) -> Appointment | None:
    """What this token opens for this purpose, with its booking. None: unknown, for something else, or run out."""
    if len(token) < LEAST_TOKEN:
        return None
    found = (
        select(Appointment)
        .join(AppointmentLink, AppointmentLink.booking_id == Appointment.booking_id)
        .where(
            AppointmentLink.token_hash == hashed(token),
            AppointmentLink.purpose == purpose,
            AppointmentLink.expires_at > at,
        )
        .options(WITH_BOOKING)
    )
    return session().scalars(found).one_or_none()
