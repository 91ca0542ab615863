"""The sheet as a file for a spreadsheet (BR29)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.register.showing import cells_of, day_of, heads
from portal.clock import now
from portal.domain.appointments.sheets import sheet_for
from portal.domain.outreach.register import attempts_by_booking
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.csv_files import CSV, csv_file
from portal.web.downloads import download

bp = Blueprint("exports", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
def show(on: str) -> ResponseReturnValue:
    """The form's columns in the reader's language."""
    sheet = sheet_for(actor(), day_of(on), now())
    attempts = attempts_by_booking(sheet)
    table = csv_file(heads(), (cells_of(sheet, row, attempts[row.line.booking.id]) for row in sheet.rows))
    return download(table, name=f"register-{sheet.on.isoformat()}.csv", media_type=CSV)
