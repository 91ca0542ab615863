"""The sheet of a day."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.blueprints.register.showing import day_of, shown
from portal.clock import now
from portal.domain.appointments.sheets import sheet_for, shop_day
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import page

bp = Blueprint("sheets", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
def index() -> ResponseReturnValue:
    """Today's."""
    return redirect(url_for(".show", on=shop_day(now()).isoformat()), 303)


@bp.get("/<string(length=10):on>")
@requires(Right.BOOKING_SEE)
def show(on: str) -> ResponseReturnValue:
    """The sheet of that date (BR30)."""
    return page("register/show.html", **shown(sheet_for(actor(), day_of(on), now())))
