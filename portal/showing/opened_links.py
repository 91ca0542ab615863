"""What the links of an appointment open, and how their answers travel: no cache, no robot, no Referer (threats)."""

from flask import Response

from portal.clock import now
from portal.domain.appointments.links import appointment_by_link
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.refusals import LinkOpensNothing
from portal.domain.appointments.words import Purpose
from portal.web.headers import private
from portal.web.pace import count, refuse_too_fast


def opened_by(token: str, purpose: Purpose) -> Appointment:
    """The appointment, with its booking. Refused: LinkOpensNothing, and TooFast for who tries many."""
    refuse_too_fast("link")
    appointment = appointment_by_link(token, purpose, now())
    if appointment is None:
        count("link")
        raise LinkOpensNothing
    return appointment


def kept_secret(response: Response) -> Response:
    """Every answer under such an address, errors too."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return private(response)
