"""The guest didn't come; said by a person, never by the clock (VE23)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.opening import back_to, stay_here
from portal.clock import now
from portal.domain.stays.operations import note_no_show
from portal.web.admission import actor, requires

bp = Blueprint("no_shows", __name__)


@bp.post("")
@requires(note_no_show)
def create(reference: str) -> ResponseReturnValue:
    """Everything open is void."""
    note_no_show(stay_here(reference), by=actor(), at=now())
    return back_to(reference, _("Noted: the guest did not come."))
