"""Calling an appointment off, with the reason (BE13)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.appointments.forms import CancellationForm
from portal.blueprints.appointments.showing import shown
from portal.clock import now
from portal.domain.appointments.operations import call_off
from portal.domain.appointments.queries import appointment_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("cancellations", __name__)


@bp.get("/new")
@requires(Right.BOOKING_WORK)
def new(reference: str) -> ResponseReturnValue:
    """The form."""
    appointment = or_404(appointment_for(actor(), reference))
    return page("appointments/cancellation.html", form=CancellationForm(), **shown(appointment))


@bp.post("")
@requires(Right.BOOKING_WORK)
def create(reference: str) -> ResponseReturnValue:
    """Its time is free at once."""
    appointment = or_404(appointment_for(actor(), reference))
    form = CancellationForm()
    if not form.validate():
        return invalid("appointments/cancellation.html", form=form, **shown(appointment))
    call_off(appointment, reason=form.reason.data, by=actor(), at=now())
    to = url_for("appointments.bookings.show", reference=reference)
    return changed(to=to, notice=_("Called off. The time is free again."))
