"""Who was too late keeps all that was typed, and gets times that can be booked now (A4, BE1).

These run after the rollback, outside the request's transaction: they read in one of their own.
"""

from collections.abc import Callable

from flask import Response, request
from flask_babel import get_locale

from portal.blueprints.booking.asking import start_said
from portal.blueprints.booking.forms import BookingForm
from portal.blueprints.booking.showing import about, service_shown, times_of
from portal.blueprints.booking.waiting import waiting_address
from portal.clock import now
from portal.domain.booking.models import Service
from portal.domain.booking.queries import instead_of, is_desk, service_called
from portal.domain.booking.refusals import HoldOver, SlotTaken
from portal.domain.booking.situation import Ask, shop_hours
from portal.domain.errors import ChangedMeanwhile, NotThere, Refused
from portal.web.admission import actor
from portal.web.errors import after_rollback, refused, said
from portal.web.responses import page

NOT_CARRIED = {"start_at", "advisor", "hold_token"}  # the other time's button says when; anybody may receive


def typed_on(form: BookingForm) -> dict[str, str]:
    """What was typed, to travel with a button."""
    return {field.name: field.data or "" for field in form if field.name not in NOT_CARRIED}


def answer_taken(refusal: SlotTaken, find: Callable[[], Service | None], typed: dict[str, str]) -> Response:
    """409: at least three other times, each of them a button that does what the refused one was to do."""
    with after_rollback():
        service = find()
        if service is None:
            return refused(refusal)
        start_at = start_said(request.form.get("start_at")) or now()
        zone = shop_hours().zone
        slots = refusal.alternatives or instead_of(service, start_at, now(), Ask(is_staff=is_desk(actor())))
        shown = service_shown(service, str(get_locale()))
        return page(
            "booking/taken.html",
            status=409,
            service=shown,
            sentence=said(refusal),
            times=times_of(slots, zone, with_day=True),
            action=request.path,
            typed=typed,
            zone=zone,
            waiting=waiting_address(service.slug, start_at),
        )


def answer_form(refusal: Refused) -> Response:
    """The form again, with the sentence above it. What can't be sent again as it stands is taken out of it."""
    if isinstance(refusal, NotThere) or request.method == "GET":
        return refused(refusal)
    with after_rollback():
        service = service_asked()
        if service is None:
            return refused(refusal)
        form = BookingForm()
        form.validate()
        form.form_errors = [said(refusal)]
        if isinstance(refusal, ChangedMeanwhile):
            form.fresh_key()
        if isinstance(refusal, HoldOver):
            form.hold_token.data = ""
        shown = about(service, start_said(form.start_at.data))
        return page("booking/new.html", status=refusal.status, form=form, about=shown)


def service_asked() -> Service | None:
    """The one that the address names."""
    return service_called(str((request.view_args or {}).get("slug", "")), actor())
