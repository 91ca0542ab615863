"""What the links of an appointment open, and how their answers travel: no cache, no robot, no Referer (threats)."""

from typing import TypeVar

from flask import Response

from portal.clock import now
from portal.domain.appointments.links import appointment_by_link
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.refusals import LinkOpensNothing
from portal.domain.appointments.words import Purpose
from portal.web.headers import private
from portal.web.pace import count, refuse_too_fast

Found = TypeVar("Found")


def opened_by(token: str, purpose: Purpose) -> Appointment:
    """The appointment, with its booking. Refused: LinkOpensNothing, and TooFast for who tries many."""
    return opened(appointment_by_link(token, purpose, now()))


def opened(behind: Found | None) -> Found:
    """What stands behind a link. Refused, when nothing does: LinkOpensNothing, and TooFast for who tries many.

    A link that opens something opens it, whoever else shares its address: 256 bits aren't guessed at any pace, and a
    neighbour behind the shop's Wi-Fi, or a phone company's, mustn't keep its guests from checking in (threats).
    """
    if behind is None:
        refuse_too_fast("link")
        count("link")
        raise LinkOpensNothing
    return behind


def kept_secret(response: Response) -> Response:
    """Every answer under such an address, errors too."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return private(response)
