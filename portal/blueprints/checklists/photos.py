"""Photos of items: sent by a tablet after the answer, seen by those whose list it is (U15, privacy 8)."""

from flask import Blueprint, jsonify, request, send_file
from flask.typing import ResponseReturnValue

from portal.blueprints.checklists.arriving import Believed, carried_list, one_sent
from portal.blueprints.checklists.photographs import kept_photo
from portal.blueprints.checklists.statements import answer_view
from portal.domain.checklists.operations import add_photo
from portal.domain.checklists.queries import photo_for
from portal.domain.checklists.refusals import NotAPhoto
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import or_404
from portal.web.uploads import store

bp = Blueprint("photos", __name__)


@bp.get("/<string(length=43):key>")
@requires(Right.CHECKLIST_TICK)
def show(checklist_id: int, key: str) -> ResponseReturnValue:
    """The picture, for those whose list it is; kept by no cache."""
    photo = or_404(photo_for(actor(), checklist_id, key))
    response = send_file(store().path(photo.key), mimetype=photo.media_type, conditional=False, etag=False, max_age=0)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@bp.post("")
@requires(add_photo)
def create(checklist_id: int) -> ResponseReturnValue:
    """One photo with its statement; the same key again is the same photo."""
    tokens = [request.form.get("person", "")]
    checklist = or_404(carried_list(checklist_id, tokens, actor()))
    sent = one_sent(checklist, request.form.to_dict(), Believed(checklist, actor()))
    file = request.files.get("photo")
    if sent is None or sent.item is None or file is None:
        raise NotAPhoto
    return jsonify(answers=[answer_view(kept_photo(checklist, sent.item, file, sent, by=actor()))])
