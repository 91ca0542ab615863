"""Who did what to what, when, from where. Nothing here writes."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from portal.blueprints.audit.choosing import PAGE, chosen_filter, number, organisation_choices
from portal.blueprints.audit.wording import lines_of
from portal.domain.audit.queries import entries_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import page

bp = Blueprint("entries", __name__)


@bp.get("")
@requires(Right.AUDIT_SEE)
def index() -> ResponseReturnValue:
    """The newest first, some at a time; the address holds the whole choice."""
    found = entries_for(actor(), chosen_filter(), before=number("before"), most=PAGE + 1)
    shown = found[:PAGE]
    further = {**request.args.to_dict(), "before": shown[-1].id} if len(found) > PAGE else None
    return page(
        "audit/index.html",
        lines=lines_of(shown),
        organisations=organisation_choices(actor()),
        asked=request.args,
        further=url_for(".index", **further) if further else None,
    )
