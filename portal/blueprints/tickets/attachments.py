"""Fetching a file: whoever may read its message, as a download that no browser runs (P23)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.domain.rights import Right
from portal.domain.tickets.queries import attachment_for
from portal.web.admission import actor, requires
from portal.web.downloads import download
from portal.web.responses import or_404
from portal.web.uploads import store

bp = Blueprint("attachments", __name__)


@bp.get("/<int:number>/attachments/<string(length=43):key>")
@requires(Right.TICKET_SEE)
def show(number: int, key: str) -> ResponseReturnValue:
    """The file, under the name its sender gave it."""
    attachment = or_404(attachment_for(actor(), number, key))
    return download(store().path(attachment.key), name=attachment.name, media_type=attachment.media_type)
