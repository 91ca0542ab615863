"""The sheet as a workbook for a spreadsheet (BR29)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.register.showing import cells_of, day_of, heads
from portal.clock import now
from portal.domain.appointments.sheets import sheet_for
from portal.domain.outreach.register import attempts_by_booking
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.downloads import download
from portal.web.workbooks import XLSX, workbook

bp = Blueprint("workbooks", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
def show(on: str) -> ResponseReturnValue:
    """The form's columns in the reader's language, the date as the sheet's name."""
    sheet = sheet_for(actor(), day_of(on), now())
    attempts = attempts_by_booking(sheet)
    rows = (cells_of(sheet, row, attempts[row.line.booking.id]) for row in sheet.rows)
    table = workbook(sheet.on.isoformat(), heads(), rows, title=_("Register of booked customers"))
    return download(table, name=f"register-{sheet.on.isoformat()}.xlsx", media_type=XLSX)
