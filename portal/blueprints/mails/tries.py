"""Trying a mail again now."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.outbox.operations import try_again
from portal.domain.outbox.queries import mail_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("tries", __name__)


@bp.post("/<int:number>/tries")
@requires(try_again)
def create(number: int) -> ResponseReturnValue:
    """Send it with the next look of the worker."""
    try_again(or_404(mail_for(actor(), number)), by=actor(), at=now())
    return changed(to=url_for("mails.mails.show", number=number), notice=_("The mail is tried again now."))
