"""The day's call list, and the card of one call (A10, A11)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.outreach.forms import AttemptForm
from portal.blueprints.outreach.ringing import KEY, look_at_ringing
from portal.blueprints.outreach.showing import card
from portal.clock import now
from portal.domain.outreach.queries import CallList, call_for, calls_today, order_of_reasons
from portal.domain.outreach.rules import Reason
from portal.domain.rights import Right
from portal.showing.desk_words import REASONS
from portal.web.admission import actor, requires
from portal.web.live import drawn
from portal.web.responses import or_404, page

bp = Blueprint("calls", __name__)


@bp.get("")
@requires(Right.OUTREACH_WORK)
def index() -> ResponseReturnValue:
    """Whom to call today, by rule, with a tab for each reason (BR1-BR3)."""
    chosen = request.args.get("reason", "")
    reason = Reason(chosen) if chosen in list(Reason) else None
    found = calls_today(actor(), reason, now())
    return page(
        "outreach/index.html",
        calls=found.rows,
        ringing=drawn(KEY, look_at_ringing),
        tabs=_tabs(found, reason),
        reasons=REASONS,
        more=(found.counts.get(reason, 0) if reason else sum(found.counts.values())) - len(found.rows),
        may=actor().rights,
    )


@bp.get("/<int:invite_id>")
@requires(Right.OUTREACH_WORK)
def show(invite_id: int) -> ResponseReturnValue:
    """The card: everything that must be known before the number is dialled (BR6)."""
    invite, holder = or_404(call_for(actor(), invite_id, now()))
    return page("outreach/show.html", **card(invite, holder, AttemptForm(), request.args.get("say", "")))


def _tabs(found: CallList, chosen: Reason | None) -> list[dict[str, object]]:
    every = {"label": _("All"), "href": url_for(".index"), "current": chosen is None}
    return [
        {**every, "count": sum(found.counts.values())},
        *(
            {
                "label": REASONS[one],
                "href": url_for(".index", reason=one),
                "current": one == chosen,
                "count": found.counts.get(one, 0),
            }
            for one in order_of_reasons()
        ),
    ]
