"""What follows from a change of an appointment, in its transaction. One line is one consequence; each is rows only."""

from datetime import datetime

from portal.domain.actors import SYSTEM, Actor
from portal.domain.appointments.links import Keys, make_links, new_keys, redate_links, renew_links
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations.waiting_offers import Freed, offer_freed
from portal.domain.appointments.preparing import prepare, prepare_anew, stand_down
from portal.domain.appointments.telling import tell_booked, tell_called_off, tell_confirmed, tell_moved


def after_booked(appointment: Appointment, keys: Keys, *, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """It is in the book. `keys`: the tokens of its links, which nothing but a mail and the door's answer carries."""
    make_links(appointment.booking, keys, at)
    tell_booked(appointment, keys, at)
    prepare(appointment, at)


def after_confirmed(appointment: Appointment, *, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """The shop has said yes to a requested time (BR25)."""
    keys = new_keys()
    make_links(appointment.booking, keys, at)
    tell_confirmed(appointment, keys, at)
    prepare(appointment, at)


def after_moved(
    appointment: Appointment,
    before: Freed,
    keys: Keys | None = None,
    *,
    by: Actor,  # noqa: ARG001
    at: datetime,
) -> None:
    """It is at another time than `before`, or with somebody else. `keys`: the new links, where the door makes them.

    Who gets no mail keeps the links from before: there is no other way to hand out new ones.
    """
    if keys or appointment.booking.contact_email:
        keys = keys or new_keys()
        renew_links(appointment.booking, keys, at)
        tell_moved(appointment, keys, before[0], at)
    else:
        redate_links(appointment.booking)
    prepare_anew(appointment, before[0], at)
    offer_freed(before, by=SYSTEM, at=at)


def after_called_off(appointment: Appointment, *, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """Its time is free again."""
    tell_called_off(appointment, at)
    stand_down(appointment, at)
    offer_freed((appointment.booking.start_at, appointment.booking.end_at), by=SYSTEM, at=at)
