"""Calling it off, by the link to cancel: the time is free at once (BE13)."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from portal.blueprints.booking.forms import CancelForm
from portal.blueprints.booking.showing import appointment_shown
from portal.clock import now
from portal.domain.appointments.operations import call_off
from portal.domain.appointments.words import Purpose
from portal.domain.booking.refusals import BookingBegun
from portal.showing.opened_links import kept_secret, opened_by
from portal.web.admission import actor, public
from portal.web.errors import after_rollback
from portal.web.responses import changed, invalid, page

bp = Blueprint("cancellations", __name__)
bp.after_request(kept_secret)


@bp.get("")
@public
def new(token: str) -> ResponseReturnValue:
    """The button; once it is done, that it is done."""
    shown = appointment_shown(opened_by(token, Purpose.CANCEL))
    return page("booking/cancellation.html", appointment=shown, form=CancelForm(), token=token)


@bp.post("")
@public
def create(token: str) -> ResponseReturnValue:
    """Cancelled; a second time nothing happens, and the page is the same."""
    appointment, form = opened_by(token, Purpose.CANCEL), CancelForm()
    if not form.validate():
        shown = appointment_shown(appointment)
        return invalid("booking/cancellation.html", appointment=shown, form=form, token=token)
    call_off(appointment, reason=form.reason.data or "", by=actor(), at=now())
    return changed(to=url_for("booking.cancellations.new", token=token))


@bp.errorhandler(BookingBegun)
def begun(refusal: BookingBegun) -> Response:
    """The time came while the page was open: the page says so (BE13)."""
    token = str((request.view_args or {})["token"])
    with after_rollback():
        shown = appointment_shown(opened_by(token, Purpose.CANCEL))
        return page("booking/cancellation.html", status=refusal.status, appointment=shown, form=None, token=token)
