"""Checking in by the link of the mail: a page with one button; opening it changes nothing (A33)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.arrivals.showing import called
from portal.clock import now
from portal.domain.appointments.operations.arriving import check_in_by_link
from portal.domain.appointments.words import Purpose
from portal.domain.booking.words import Kind
from portal.showing.opened_links import kept_secret, opened_by
from portal.web.admission import actor, public
from portal.web.responses import page

bp = Blueprint("check_ins", __name__)
bp.after_request(kept_secret)


@bp.get("/<string:token>")
@public
def show(token: str) -> ResponseReturnValue:
    """The button."""
    opened_by(token, Purpose.CHECK_IN)
    return page("arrivals/check_in.html", token=token)


@bp.post("/<string:token>")
@public
def create(token: str) -> ResponseReturnValue:
    """I am here."""
    appointment = opened_by(token, Purpose.CHECK_IN)
    advisor = check_in_by_link(appointment, by=actor(), at=now()).of_kind(Kind.ADVISOR)
    return page("arrivals/thanks.html", advisor=called(advisor))
