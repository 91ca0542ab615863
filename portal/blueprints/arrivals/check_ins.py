"""Checking in by the link of the mail: a page with one button; opening it changes nothing (A33)."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations.arriving import AskReception, check_in_by_link
from portal.domain.appointments.queries import lines_of
from portal.domain.appointments.welcome import check_in_window
from portal.domain.appointments.words import Purpose
from portal.domain.booking.words import Kind
from portal.showing.naming import named
from portal.showing.opened_links import kept_secret, opened_by
from portal.web.admission import actor, public
from portal.web.errors import after_rollback
from portal.web.formats import moment_in
from portal.web.responses import changed, page

bp = Blueprint("check_ins", __name__)
bp.after_request(kept_secret)


@bp.get("/<string:token>")
@public
def show(token: str) -> ResponseReturnValue:
    """The button; before its time when that is, and once they are here who comes."""
    return _answer(opened_by(token, Purpose.CHECK_IN), token)


@bp.post("/<string:token>")
@public
def create(token: str) -> ResponseReturnValue:
    """I am here."""
    check_in_by_link(opened_by(token, Purpose.CHECK_IN), by=actor(), at=now())
    return changed(to=url_for(".show", token=token))


@bp.errorhandler(AskReception)
def not_now(refusal: AskReception) -> Response:
    """Too early, too late or cancelled: the page says which, to who holds the link."""
    token = str((request.view_args or {})["token"])
    with after_rollback():
        return _answer(opened_by(token, Purpose.CHECK_IN), token, refusal.status)


def _answer(appointment: Appointment, token: str, status: int = 200) -> Response:
    booking = appointment.booking
    opens_at, closes_at = check_in_window(appointment)
    if appointment.arrived_at is not None and booking.is_live:
        (line,) = lines_of([appointment])
        return page("arrivals/thanks.html", status=status, advisor=named(line.of_kind(Kind.ADVISOR)))
    return page(
        "arrivals/check_in.html",
        status=status,
        token=token,
        opens=moment_in(opens_at, booking.zone) if now() < opens_at else "",
        is_over=not booking.is_live or now() > closes_at,
    )
