"""The guest doesn't come (VE22)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.forms import ReasonForm
from portal.blueprints.stays.opening import ask_again, back_to, stay_here
from portal.clock import now
from portal.domain.stays.operations import cancel_stay
from portal.web.admission import actor, requires

bp = Blueprint("cancellations", __name__)


@bp.post("")
@requires(cancel_stay)
def create(reference: str) -> ResponseReturnValue:
    """Everything open is void, the makers are told to stop, the room is free; with a reason."""
    stay, form = stay_here(reference), ReasonForm()
    if not form.validate():
        to = url_for(".create", reference=reference)
        return ask_again(stay, form, _("Cancel the stay"), to, _("Cancel the stay"))
    cancel_stay(stay, form.reason.data or "", by=actor(), at=now())
    return back_to(reference, _("Cancelled. Everything open is void, the room is free."))
