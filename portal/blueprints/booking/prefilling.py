"""The form as it is first seen: filled in with what is known of who is signed in (A1)."""

from datetime import datetime

from flask_babel import get_locale

from portal.blueprints.booking.forms import BookingForm
from portal.domain.appointments.queries import last_booked_by
from portal.domain.booking.queries import is_desk
from portal.showing.keyed_forms import new_form_key
from portal.web.admission import actor
from portal.web.formats import iso


def filled_in(start_at: datetime, advisor_id: int | None, hold_token: str) -> BookingForm:
    """For that time."""
    said = {"locale": str(get_locale()), "start_at": iso(start_at), "advisor": advisor_id or ""}
    said |= {"hold_token": hold_token, "form_key": new_form_key()}
    me = actor()
    if me.is_known and not is_desk(me):
        said |= {"name": me.name, "email": me.email}
        if (last := last_booked_by(me)) is not None:
            said |= {"phone": last.contact_phone, "plate": last.plate, "model": last.model}
    return BookingForm(data=said).as_set_up()
