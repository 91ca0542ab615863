"""What follows from a change of an appointment, in its transaction. One line is one consequence; each is rows only."""

from datetime import datetime

from portal.domain.actors import Actor
from portal.domain.appointments.links import Keys, make_links, redate_links
from portal.domain.appointments.models import Appointment


def after_booked(appointment: Appointment, keys: Keys, *, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """It is in the book. `keys`: the tokens of its links, which nothing but a mail and the door's answer carries."""
    make_links(appointment.booking, keys, at)


def after_confirmed(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """The shop has said yes to a requested time (BR25)."""


def after_moved(appointment: Appointment, before_at: datetime, *, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """It is at another time than `before_at`, or with somebody else."""
    redate_links(appointment.booking)


def after_called_off(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """Its time is free again."""
