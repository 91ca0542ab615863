"""The customer was called: one touch puts time and person onto the sheet (BR19)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.register.showing import day_of
from portal.clock import now
from portal.domain.appointments.operations.contacts import note_contact
from portal.domain.appointments.prepared import appointment_numbered
from portal.web.admission import actor, requires
from portal.web.ids import key
from portal.web.responses import changed, or_404

bp = Blueprint("contacts", __name__)


@bp.post("")
@requires(note_contact)
def create(on: str, booking_id: int) -> ResponseReturnValue:
    """Now, by me."""
    sheet = day_of(on)
    appointment = or_404(appointment_numbered(actor(), booking_id))
    note_contact(appointment, request.form.get("number", 1, type=key), by=actor(), at=now())
    return changed(to=url_for("register.sheets.show", on=sheet.isoformat()), notice=_("The call stands on the sheet."))
