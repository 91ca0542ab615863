"""Signing a list that is gone through (V16, VE21, VE42)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.checklists.words import RESULTS
from portal.clock import now
from portal.domain.checklists.operations import sign_checklist
from portal.domain.checklists.queries import checklist_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("signatures", __name__)


@bp.post("")
@requires(sign_checklist)
def create(checklist_id: int) -> ResponseReturnValue:
    """Refused while something is open, wrong or without its photo."""
    checklist = or_404(checklist_for(actor(), checklist_id))
    result = sign_checklist(checklist, by=actor(), at=now())
    return changed(to=url_for("checklists.lists.index"), notice=_("Signed: %(result)s.", result=RESULTS[result]))
