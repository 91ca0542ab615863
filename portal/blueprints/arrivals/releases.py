"""Tomorrow's board: looked at and released before closing; the house does it at closing (A23, BR36)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.appointments.operations.releasing import release_board
from portal.domain.appointments.welcome import next_board, next_working_day, released_at
from portal.domain.booking.situation import shop_hours
from portal.domain.calendars.hours import local_day, zone_of
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404, page

bp = Blueprint("releases", __name__)


@bp.get("")
@requires(release_board)
def show() -> ResponseReturnValue:
    """As it will stand at the entrance."""
    board = or_404(next_board(actor(), now()))
    zone, is_chinese = zone_of(board.zone), str(get_locale()).startswith("zh")
    rows = [
        (guest, f"{guest.start_at.astimezone(zone):%H:%M}", guest.advisor_zh if is_chinese else guest.advisor)
        for guest in board.guests
    ]
    since = released_at(board.on)
    return page("arrivals/tomorrow.html", on=board.on, rows=rows, released_at=since, zone=board.zone)


@bp.post("")
@requires(release_board)
def create() -> ResponseReturnValue:
    """It is right: the entrance shows it from closing on."""
    hours = shop_hours()
    release_board(or_404(next_working_day(hours, local_day(now(), hours.zone))), by=actor(), at=now())
    return changed(to=url_for("arrivals.arrivals.index"), notice=_("Released. The entrance shows it from closing on."))
