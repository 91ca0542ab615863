"""The form, and the booking: confirmed at once by page and mail (A1)."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from portal.blueprints.booking.asking import wanted_now
from portal.blueprints.booking.forms import BookingForm
from portal.blueprints.booking.prefilling import filled_in
from portal.blueprints.booking.refusing import answer_form, answer_stale, answer_taken, service_asked, typed_on
from portal.blueprints.booking.remembering import hold_on, keep_keys, keys_of
from portal.blueprints.booking.showing import about, picker
from portal.clock import now
from portal.domain.appointments.offers import Wanted, offer
from portal.domain.appointments.operations import appoint
from portal.domain.appointments.words import Purpose
from portal.domain.booking.queries import is_desk, service_called
from portal.domain.booking.refusals import SlotNotOffered, SlotTaken
from portal.domain.booking.situation import Ask
from portal.domain.errors import Refused
from portal.web.admission import actor, public
from portal.web.days import moment_said
from portal.web.pace import count, refuse_too_fast
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("bookings", __name__)


@bp.get("/new")
@public
def new(slug: str) -> ResponseReturnValue:
    """The form for a chosen time; without one, the times."""
    service = or_404(service_called(slug, actor()))
    start_at = moment_said(request.args.get("start"))
    if start_at is None:
        offered = offer(service, Wanted(), now(), Ask(is_staff=is_desk(actor())))
        return page("booking/show.html", picker=picker(service, offered, Wanted(), "booking.months.show", slug=slug))
    token, until = hold_on(service.id, start_at, now())
    form = filled_in(start_at, wanted_now().advisor_id, token)
    return page("booking/new.html", form=form, about=about(service, start_at, until))


@bp.post("")
@public
def create(slug: str) -> ResponseReturnValue:
    """Booked; the page of the appointment says so."""
    service = or_404(service_called(slug, actor()))
    form = BookingForm().as_set_up()
    if not form.validate():
        start_at = moment_said(form.start_at.data)
        until = hold_on(service.id, start_at, now())[1] if start_at else None
        return invalid("booking/new.html", form=form, about=about(service, start_at, until))
    refuse_too_fast("booking")
    keys = keys_of(form.acts_as)
    appoint(form.draft(service, actor()), keys, by=actor(), at=now())
    count("booking")
    keep_keys(keys)
    return changed(to=url_for("booking.appointments.show", token=keys[Purpose.SEE]))


@bp.errorhandler(SlotTaken)
@bp.errorhandler(SlotNotOffered)
def taken(refusal: SlotTaken | SlotNotOffered) -> Response:
    """Somebody was quicker: other times, each booked by one touch with what was typed (A4, BE1)."""
    return answer_taken(refusal, service_asked, typed_on(BookingForm()))


@bp.errorhandler(CSRFError)
def open_too_long(error: CSRFError) -> Response:
    """The form again; only its token was old."""
    return answer_stale(error)


@bp.errorhandler(Refused)
def refused(refusal: Refused) -> Response:
    """The form again, with the sentence and all that was typed."""
    return answer_form(refusal)
