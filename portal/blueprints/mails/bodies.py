"""A mail's HTML as its recipient sees it, in a sandbox: no script runs, nothing is loaded or reached."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from portal.blueprints.mails.views import printed_for
from portal.domain.outbox.queries import mail_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import or_404

bp = Blueprint("bodies", __name__)
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; sandbox"


@bp.get("/<int:number>/html")
@requires(Right.MAIL_SEE)
def show(number: int) -> ResponseReturnValue:
    """The HTML part; its styles stand in its elements, as in the mail."""
    printed = or_404(printed_for(actor(), or_404(mail_for(actor(), number))))
    return Response(printed.html, headers={"Content-Security-Policy": SANDBOX}, mimetype="text/html")
