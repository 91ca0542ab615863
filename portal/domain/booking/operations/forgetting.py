"""What is left of a customer's words in the appointment book who asks to be erased (P24): a time."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.booking.models import Booking, BookingChange
from portal.domain.booking.queries import booked_by
from portal.domain.rights import Right, needs


@needs(Right.PERSON_ERASE)
def forget_booked_by(person_id: int, email: str, called: str, *, by: Actor, at: datetime) -> None:
    """Put `called` in place of the name and forget number, address, vehicle and wishes. Part of erase_person()."""
    forget_bookings(booked_by(person_id, email), called, f"erased {person_id}", by=by, at=at)


@needs(Right.PERSON_ERASE)
def forget_bookings(theirs: ColumnElement[bool], called: str, key: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """The same for these bookings; they are counted by `key` from now on."""
    reasons = update(BookingChange).where(BookingChange.booking_id.in_(select(Booking.id).where(theirs)))
    session().execute(reasons.values(reason=""))
    nothing = dict.fromkeys(("contact_email", "contact_phone", "plate", "model", "wishes"), "")
    words = {"contact_name": called, "contact_key": key, **nothing}
    session().execute(update(Booking).where(theirs).values(**words).execution_options(synchronize_session=False))
