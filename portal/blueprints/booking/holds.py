"""A time is kept while the form is filled in (BE14)."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.booking.refusing import answer_taken, service_asked
from portal.blueprints.booking.remembering import held_token, keep_hold, visitor
from portal.clock import now
from portal.domain.appointments.offers import wanted_by_name
from portal.domain.booking.drafts import HoldDraft
from portal.domain.booking.operations import hold_slot, release_hold
from portal.domain.booking.queries import service_called
from portal.domain.booking.refusals import HeldTooOften, SlotNotOffered, SlotTaken, TooManyHolds
from portal.domain.errors import TooFast
from portal.web.admission import actor, public
from portal.web.days import moment_said
from portal.web.ids import key
from portal.web.pace import count, refuse_too_fast
from portal.web.responses import changed, or_404

bp = Blueprint("holds", __name__)


@bp.post("")
@public
def create(slug: str) -> ResponseReturnValue:
    """Keep it, and go on to the form. What this browser held before is free at once."""
    service = or_404(service_called(slug, actor()))
    start_at = moment_said(request.form.get("start_at"))
    if start_at is None:
        raise SlotNotOffered
    refuse_too_fast("hold")
    count("hold")
    if before := held_token():
        release_hold(before, by=actor(), at=now())
    wanted = wanted_by_name(request.form.get("advisor", type=key), by=actor())
    held = hold_slot(HoldDraft(service.id, start_at, visitor(), wanted, service.also_ids), by=actor(), at=now())
    keep_hold(held, service.id)
    return changed(to=_form(slug))


@bp.errorhandler(SlotTaken)
@bp.errorhandler(SlotNotOffered)
def taken(refusal: SlotTaken | SlotNotOffered) -> Response:
    """Somebody was quicker, or the page was open until the time was over: other times, to be kept by one touch."""
    return answer_taken(refusal, service_asked, {})


@bp.errorhandler(HeldTooOften)
@bp.errorhandler(TooManyHolds)
@bp.errorhandler(TooFast)
def not_kept(_refusal: HeldTooOften | TooManyHolds | TooFast) -> Response:
    """It can be booked all the same, only nobody keeps it meanwhile."""
    notice = _("You kept times several times already, so this one isn't kept: book it before somebody else does.")
    return changed(to=_form(str((request.view_args or {})["slug"])), notice=notice)


def _form(slug: str) -> str:
    said = {"start": request.form["start_at"], "advisor": request.form.get("advisor") or None}
    return url_for("booking.bookings.new", slug=slug, **said)
