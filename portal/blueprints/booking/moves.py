"""Another time, by the link to move: choose, look, press. Only the last changes anything."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.booking.asking import wanted_now
from portal.blueprints.booking.forms import MoveForm
from portal.blueprints.booking.refusing import answer_taken
from portal.blueprints.booking.remembering import keep_keys, keys_of
from portal.blueprints.booking.showing import about, appointment_in_short, appointment_shown, picker
from portal.clock import now
from portal.domain.appointments.links import appointment_by_link
from portal.domain.appointments.offers import offer
from portal.domain.appointments.operations import move_appointment
from portal.domain.appointments.words import Purpose
from portal.domain.booking.models import Service
from portal.domain.booking.refusals import BookingBegun, BookingCancelled, SlotNotOffered, SlotTaken
from portal.domain.booking.situation import Ask
from portal.domain.booking.together import service_booked
from portal.showing.keyed_forms import new_form_key
from portal.showing.opened_links import kept_secret, opened_by
from portal.web.admission import actor, public
from portal.web.days import moment_said
from portal.web.errors import after_rollback
from portal.web.formats import iso
from portal.web.responses import changed, or_404, page

bp = Blueprint("moves", __name__)
bp.after_request(kept_secret)


@bp.get("")
@public
def new(token: str) -> ResponseReturnValue:
    """The free times; with one chosen, the button."""
    appointment = opened_by(token, Purpose.MOVE)
    service = or_404(service_booked(appointment.booking))
    shown = appointment_in_short(appointment, service)
    if not shown.can_change:
        return page("booking/move.html", appointment=shown, picker=None, token=token)
    start_at = moment_said(request.args.get("start"))
    if start_at is not None:
        form = MoveForm(data={"start_at": iso(start_at), "form_key": new_form_key()})
        return page("booking/move_to.html", appointment=shown, about=about(service, start_at), form=form, token=token)
    wanted = wanted_now()
    offered = offer(service, wanted, now(), Ask(but_booking_id=appointment.booking_id))
    there = picker(service, offered, wanted, "booking.moves.new", token=token)
    return page("booking/move.html", fragment="booking/_picker.html", appointment=shown, picker=there, token=token)


@bp.post("")
@public
def create(token: str) -> ResponseReturnValue:
    """Moved: the old time is free, the new links are in the mail."""
    appointment, form = opened_by(token, Purpose.MOVE), MoveForm()
    keys = keys_of(form.acts_as)
    draft = form.draft()
    move_appointment(appointment, draft, keys, by=actor(), at=now())
    if appointment_by_link(keys[Purpose.SEE], Purpose.SEE, now()) is None:
        notice = _("It was at that time already. Nothing was changed.")
        return changed(to=url_for("booking.moves.new", token=token), notice=notice)
    keep_keys(keys)
    is_there = appointment.booking.start_at == draft.start_at  # else the form had been sent before, with another time
    notice = _("Moved.") if is_there else _("It had been moved already, to the time below. Nothing was changed.")
    return changed(to=url_for("booking.appointments.show", token=keys[Purpose.SEE]), notice=notice)


@bp.errorhandler(SlotTaken)
@bp.errorhandler(SlotNotOffered)
def taken(refusal: SlotTaken | SlotNotOffered) -> Response:
    """Somebody was quicker, or that time is over; the appointment is where it was (BE10)."""
    there = url_for("booking.moves.new", token=_token())
    return answer_taken(refusal, _service, {"form_key": MoveForm().acts_as}, there)


@bp.errorhandler(BookingBegun)
@bp.errorhandler(BookingCancelled)
def over(refusal: BookingBegun | BookingCancelled) -> Response:
    """Begun or cancelled while the page was open: the page says so."""
    with after_rollback():
        shown = appointment_shown(opened_by(_token(), Purpose.MOVE))
        return page("booking/move.html", status=refusal.status, appointment=shown, picker=None, token=_token())


def _service() -> Service | None:
    return service_booked(opened_by(_token(), Purpose.MOVE).booking)


def _token() -> str:
    return str((request.view_args or {})["token"])
