"""Guests, found as one types (VE26)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.domain.stays.finding import guests_like
from portal.domain.stays.operations import expect_stay
from portal.web.admission import actor, requires
from portal.web.responses import page

bp = Blueprint("guests", __name__)


@bp.get("")
@requires(expect_stay)
def index() -> ResponseReturnValue:
    """Those whose name or phone has this in it; each begins a new stay."""
    words = request.args.get("q", "").strip()[:100]
    found = guests_like(actor(), words)
    return page("stays/guests.html", fragment="stays/_guests.html", found=found, words=words)
