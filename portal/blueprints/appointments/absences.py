"""Who did not come; and came after all (A9)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.appointments.operations import mark_absent, take_back_absence
from portal.domain.appointments.queries import appointment_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("absences", __name__)


@bp.post("")
@requires(mark_absent)
def create(reference: str) -> ResponseReturnValue:
    """Counted with the customer."""
    mark_absent(or_404(appointment_for(actor(), reference)), by=actor(), at=now())
    notice = _("Noted: the customer didn’t come. It is shown at the next booking.")
    return changed(to=url_for("appointments.bookings.show", reference=reference), notice=notice)


@bp.post("/end")
@requires(take_back_absence)
def destroy(reference: str) -> ResponseReturnValue:
    """It was a mistake, or they came late."""
    take_back_absence(or_404(appointment_for(actor(), reference)), by=actor(), at=now())
    return changed(to=url_for("appointments.bookings.show", reference=reference), notice=_("Taken back."))
