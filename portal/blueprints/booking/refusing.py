"""Who was too late keeps all that was typed, and gets times that can be booked now (A4, BE1).

These run after the rollback, outside the request's transaction: they read in one of their own.
"""

from collections.abc import Callable

from flask import Response, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from portal.blueprints.booking.forms import BookingForm
from portal.blueprints.booking.showing import about, service_shown, times_of
from portal.blueprints.booking.waiting import waiting_address
from portal.clock import now
from portal.domain.booking.models import Service
from portal.domain.booking.queries import instead_of, is_desk, service_called
from portal.domain.booking.refusals import HoldOver, SlotNotOffered, SlotTaken
from portal.domain.booking.situation import Ask, shop_hours
from portal.domain.errors import ChangedMeanwhile, NotThere, Refused
from portal.web.admission import actor
from portal.web.days import moment_said
from portal.web.errors import after_rollback, refused, said, stale
from portal.web.responses import page

NOT_CARRIED = {"start_at", "advisor", "hold_token"}  # the other time's button says when; anybody may receive


def typed_on(form: BookingForm) -> dict[str, str]:
    """What was typed, to travel with a button."""
    return {field.name: field.data or "" for field in form if field.name not in NOT_CARRIED}


def answer_taken(
    refusal: SlotTaken | SlotNotOffered,
    find: Callable[[], Service | None],
    typed: dict[str, str],
    all_times: str = "",
) -> Response:
    """409, or 422 when it is no time to book (any more): three others or more, as buttons that do what was to be done.

    `all_times`: the page of who moves an appointment, so that nobody books a second one by mistake.
    """
    with after_rollback():
        service = find()
        if service is not None:
            start_at = moment_said(request.form.get("start_at")) or now()
            near, zone = max(start_at, now()), shop_hours().zone
            ask = Ask(is_staff=is_desk(actor()))
            slots = getattr(refusal, "alternatives", ()) or instead_of(service, near, now(), ask)
            return page(
                "booking/taken.html",
                status=refusal.status,
                is_taken=isinstance(refusal, SlotTaken),
                service=service_shown(service, str(get_locale())),
                sentence=said(refusal),
                times=times_of(slots, zone, with_day=True),
                action=request.path,
                typed=typed,
                zone=zone,
                waiting="" if all_times else waiting_address(service.slug, near),
                all_times=all_times or url_for("booking.months.show", slug=service.slug),
            )
    return refused(refusal)  # which reads in a transaction of its own


def answer_form(refusal: Refused) -> Response:
    """The form again, with the sentence above it. What can't be sent again as it stands is taken out of it."""
    if isinstance(refusal, NotThere) or request.method == "GET":
        return refused(refusal)
    with after_rollback():
        service = service_asked()
        if service is not None:
            form = BookingForm().as_set_up()
            form.validate()
            form.form_errors = [said(refusal)]
            if isinstance(refusal, ChangedMeanwhile):
                form.fresh_key()
            if isinstance(refusal, HoldOver):
                form.hold_token.data = ""
            shown = about(service, moment_said(form.start_at.data))
            return page("booking/new.html", status=refusal.status, form=form, about=shown)
    return refused(refusal)


def answer_stale(error: CSRFError) -> Response:
    """The page was open too long: the form again with all that was typed, and ready to be sent."""
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return stale(error)
    with after_rollback():
        service = service_asked()
        if service is not None:
            form = BookingForm().as_set_up()
            form.validate()
            form.form_errors = [_("The page had been open too long. What you typed is kept: send it once more.")]
            shown = about(service, moment_said(form.start_at.data))
            return page("booking/new.html", status=400, form=form, about=shown)
    return stale(error)


def service_asked() -> Service | None:
    """The one that the address names."""
    return service_called(str((request.view_args or {}).get("slug", "")), actor())
