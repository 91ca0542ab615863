"""Somebody who may said yes on the phone, and confirms it within a day (VE5)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.forms import PhoneForm
from portal.blueprints.stays.opening import ask_again, back_to, request_here, stay_here
from portal.clock import now
from portal.domain.stays.operations import note_phone_approval
from portal.web.admission import actor, requires

bp = Blueprint("phone_approvals", __name__)


@bp.post("")
@requires(note_phone_approval)
def create(reference: str, request_id: int) -> ResponseReturnValue:
    """The level stands from now on."""
    stay, form = stay_here(reference), PhoneForm()
    one = request_here(stay, request_id)
    if not form.validate():
        to = url_for(".create", reference=reference, request_id=request_id)
        return ask_again(stay, form, _("Approved on the phone"), to, _("Note the approval"))
    note_phone_approval(one, stay, form.who.data or "", by=actor(), at=now())
    return back_to(reference, _("Noted. It has to be confirmed within 24 hours."))
