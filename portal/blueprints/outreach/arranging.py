"""In which order the shop calls (BR2, BR3)."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.outreach.operations import raise_reason
from portal.domain.outreach.queries import order_of_reasons
from portal.domain.outreach.rules import Reason
from portal.showing.desk_words import REASONS
from portal.web.admission import actor, requires
from portal.web.responses import changed, page

bp = Blueprint("arranging", __name__)


@bp.get("")
@requires(raise_reason)
def index() -> ResponseReturnValue:
    """The reasons, the first one on top."""
    return page("outreach/order.html", order=order_of_reasons(), reasons=REASONS)


@bp.post("/<string(maxlength=20):reason>/rise")
@requires(raise_reason)
def update(reason: str) -> ResponseReturnValue:
    """One place up."""
    if reason not in list(Reason):
        abort(404)
    raise_reason(Reason(reason), by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Order changed."))
