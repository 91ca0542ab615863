"""What an appointment is for, and what was read back, changed without touching its time (BR14, A14)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.appointments.forms import DetailsForm
from portal.blueprints.appointments.showing import shown
from portal.clock import now
from portal.domain.appointments.drafts import DetailsDraft
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations import edit_details
from portal.domain.appointments.queries import appointment_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("details", __name__)


@bp.get("/edit")
@requires(edit_details)
def edit(reference: str) -> ResponseReturnValue:
    """The form, filled."""
    appointment = or_404(appointment_for(actor(), reference))
    form = DetailsForm(data=_typed(appointment))
    form.begin_at(appointment.version)
    return page("appointments/details.html", form=form, **shown(appointment))


@bp.post("")
@requires(edit_details)
def update(reference: str) -> ResponseReturnValue:
    """Everything of it anew. Refused: somebody else was faster."""
    appointment = or_404(appointment_for(actor(), reference))
    form = DetailsForm()
    if not form.validate():
        return invalid("appointments/details.html", form=form, **shown(appointment))
    draft = DetailsDraft(
        content=form.content.data or "",
        summary=form.summary.data or "",
        is_summary_confirmed=bool(form.summary_confirmed.data),
        is_hidden_on_board=bool(form.is_hidden_on_board.data),
        customer_id=appointment.customer_id,
        asset_id=appointment.asset_id,
    )
    edit_details(appointment, draft, form.seen_version, by=actor(), at=now())
    return changed(to=url_for("appointments.bookings.show", reference=reference), notice=_("Appointment saved."))


def _typed(appointment: Appointment) -> dict[str, object]:
    return {
        "content": appointment.content,
        "summary": appointment.summary,
        "summary_confirmed": appointment.summary_confirmed_at is not None,
        "is_hidden_on_board": appointment.is_hidden_on_board,
        "version": appointment.version,
    }
