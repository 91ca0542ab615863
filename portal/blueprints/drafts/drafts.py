"""The page's script posts the form here two seconds after a key was pressed."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.drafts.operations import keep_draft
from portal.web.admission import actor, requires
from portal.web.formats import clock
from portal.web.forms import split_place, typed_fields

bp = Blueprint("drafts", __name__)


@bp.post("")
@requires(keep_draft)
def create() -> ResponseReturnValue:
    """Keep the fields under the place that the form names; answers with the time, for the status line."""
    path, form = split_place(request.form.get("at_page", ""))
    if not path:
        abort(400)
    draft = keep_draft(path, form, typed_fields(), by=actor(), at=now())
    return {"kept_at": clock(draft.kept_at)}
