"""No, with a word."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.forms import ReasonForm
from portal.blueprints.stays.opening import ask_again, back_to, request_here, stay_here
from portal.clock import now
from portal.domain.stays.operations import refuse_level
from portal.web.admission import actor, requires

bp = Blueprint("refusals", __name__)


@bp.post("")
@requires(refuse_level)
def create(reference: str, request_id: int) -> ResponseReturnValue:
    """Who asked reads why."""
    stay, form = stay_here(reference), ReasonForm()
    one = request_here(stay, request_id)
    if not form.validate():
        to = url_for(".create", reference=reference, request_id=request_id)
        return ask_again(stay, form, _("Refuse the level"), to, _("Refuse"))
    refuse_level(one, stay, form.reason.data or "", by=actor(), at=now())
    return back_to(reference, _("Refused."))
