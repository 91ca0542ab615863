"""In which hand the tablet is held: the answers stand on the thumb's side (U3)."""

from flask import Blueprint, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.blueprints.checklists.forms import HandForm
from portal.domain.rights import Right
from portal.web.admission import requires
from portal.web.forms import is_local
from portal.web.responses import changed

bp = Blueprint("hands", __name__)


@bp.post("")
@requires(Right.CHECKLIST_TICK)
def update() -> ResponseReturnValue:
    """Kept in this browser."""
    form, back = HandForm(), request.form.get("back", "")
    if form.validate():
        session["hand"] = form.hand.data
    return changed(to=back if is_local(back) else url_for("checklists.lists.index"))
