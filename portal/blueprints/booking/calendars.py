"""The appointment as a file for a calendar, by the link to see it."""

from io import BytesIO

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from portal.domain.appointments.queries import lines_of
from portal.domain.appointments.telling import calendar_entry
from portal.domain.appointments.wording import name_in
from portal.domain.appointments.words import Purpose
from portal.showing.opened_links import kept_secret, opened_by
from portal.web.admission import public
from portal.web.calendar_files import NAME, calendar_file
from portal.web.downloads import download
from portal.web.house import present_house
from portal.web.mails import organiser

bp = Blueprint("calendars", __name__)
bp.after_request(kept_secret)


@bp.get("")
@public
def show(token: str) -> ResponseReturnValue:
    """The same as in the mails."""
    (line,) = lines_of([opened_by(token, Purpose.SEE)])
    told = calendar_entry(line.booking, name_in(line.service, str(get_locale())), line.appointment.changed_at)
    file = calendar_file(told, organiser(present_house()))
    return download(BytesIO(file.content), name=NAME, media_type=f"text/calendar; method={file.method}")
