"""Single days with their own hours, and stretches in which one or all take no bookings (A3, A8, BE31, BE36)."""

from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.settings.fates import are_decided, ask, fates
from portal.blueprints.settings.resource_forms import ClosureForm, ExceptionForm
from portal.clock import now
from portal.domain.appointments.operations import give_day
from portal.domain.booking.operations import lift_exception
from portal.domain.booking.setup import (
    all_resources,
    closures_ahead,
    exception_for,
    exceptions_ahead,
    resource_for,
)
from portal.domain.booking.situation import shop_hours
from portal.domain.booking.standing import broken_by_exception
from portal.domain.calendars.rules import local_date
from portal.showing.naming import named
from portal.web.admission import actor, requires
from portal.web.ids import key
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("absences", __name__, url_prefix="/absences")


@bp.get("")
@requires(give_day)
def index() -> ResponseReturnValue:
    """What is ahead, and a form for each."""
    return page("settings/desk/absences.html", **shown(ExceptionForm(), ClosureForm()))


@bp.post("/days")
@requires(give_day)
def create() -> ResponseReturnValue:
    """One date with its own hours, or none; first what becomes of the appointments on it."""
    form = ExceptionForm()
    if not form.validate():
        return invalid("settings/desk/absences.html", **shown(form, ClosureForm(formdata=None)))
    resource = or_404(resource_for(actor(), number_in(form.resource.data)))
    draft = form.draft()
    broken = broken_by_exception(resource, draft.on_date, draft.windows, now())
    if not are_decided(broken):
        return ask(broken, url_for(".create"), url_for(".index"))
    give_day(resource, draft, fates(), by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Saved."))


@bp.post("/days/<int:exception_id>/end")
@requires(lift_exception)
def destroy(exception_id: int) -> ResponseReturnValue:
    """The weekly plan again."""
    lift_exception(or_404(exception_for(actor(), exception_id)), by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("The weekly plan counts again."))


def number_in(text: str | None) -> int | None:
    """A chosen resource."""
    try:
        return key(text or "")
    except ValueError:
        return None


def shown(days: ExceptionForm, closures: ClosureForm) -> dict[str, Any]:
    """What the page needs."""
    resources, hours = all_resources(actor()), shop_hours()
    choices = [(str(one.id), named(one)) for one in resources if one.retired_at is None]
    days.resource.choices, closures.resource.choices = choices, [("", _("The whole shop")), *choices]
    return {
        "days": days,
        "closures": closures,
        "zone": hours.zone,
        "names": {one.id: named(one) for one in resources},
        "exceptions": exceptions_ahead(actor(), local_date(hours, now())),
        "closed": closures_ahead(actor(), now()),
    }
