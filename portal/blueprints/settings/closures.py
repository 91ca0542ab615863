"""Stretches in which one resource, or the whole shop, takes no bookings (BE36)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.settings.absences import number_in, shown
from portal.blueprints.settings.fates import are_decided, ask, fates
from portal.blueprints.settings.resource_forms import ClosureForm, ExceptionForm
from portal.clock import now
from portal.domain.appointments.operations import Stretch, close_stretch
from portal.domain.booking.operations import reopen
from portal.domain.booking.setup import closure_for, resource_for
from portal.domain.booking.situation import shop_hours
from portal.domain.booking.standing import broken_by_closure
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404

bp = Blueprint("closures", __name__, url_prefix="/closures")


@bp.post("")
@requires(close_stretch)
def create() -> ResponseReturnValue:
    """A stretch without bookings; first what becomes of the appointments in it."""
    form = ClosureForm()
    if not form.validate():
        return invalid("settings/desk/absences.html", **shown(ExceptionForm(formdata=None), form))
    resource = or_404(resource_for(actor(), number_in(form.resource.data))) if form.resource.data else None
    start_at, end_at = form.moments(shop_hours().zone)
    broken = broken_by_closure(resource, start_at, end_at, now())
    if not are_decided(broken):
        return ask(broken, url_for(".create"), url_for("settings.absences.index"))
    close_stretch(resource, Stretch(start_at, end_at, form.reason.data or ""), fates(), by=actor(), at=now())
    return changed(to=url_for("settings.absences.index"), notice=_("Closed."))


@bp.post("/<int:closure_id>/end")
@requires(reopen)
def destroy(closure_id: int) -> ResponseReturnValue:
    """Called off."""
    reopen(or_404(closure_for(actor(), closure_id)), by=actor(), at=now())
    return changed(to=url_for("settings.absences.index"), notice=_("Open again."))
