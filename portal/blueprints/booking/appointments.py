"""What was booked, by the link to see it. A GET changes nothing: mail scanners follow links (threats)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.booking.remembering import other_links
from portal.blueprints.booking.showing import appointment_shown
from portal.domain.appointments.words import Purpose
from portal.showing.opened_links import kept_secret, opened_by
from portal.web.admission import public
from portal.web.layout import reachable
from portal.web.mails import link
from portal.web.qr_codes import qr_drawing
from portal.web.responses import page

bp = Blueprint("appointments", __name__)
bp.after_request(kept_secret)


@bp.get("")
@public
def show(token: str) -> ResponseReturnValue:
    """When, what, with whom, and how it stands; nothing of the customer."""
    shown = appointment_shown(opened_by(token, Purpose.SEE))
    links = other_links(token)
    can_check_in = shown.state == "confirmed" and shown.can_change and reachable("arrivals.check_ins.show")
    door = links.get(Purpose.CHECK_IN) if can_check_in else None
    address = link("arrivals.check_ins.show", token=door) if door else ""
    code = qr_drawing(address) if door else None
    return page("booking/appointment.html", appointment=shown, token=token, links=links, door=address, code=code)
