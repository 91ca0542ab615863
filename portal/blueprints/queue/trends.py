"""How the day goes, drawn by the server; fetched beside the queue every minute, and a page of its own (Q8)."""

from datetime import datetime

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.promises.trend import Trend, trend_of
from portal.domain.rights import Right
from portal.showing.ticket_words import SEVERITIES
from portal.web.admission import requires
from portal.web.house import present_house
from portal.web.responses import page

bp = Blueprint("trends", __name__)
REMEMBERED = "queue_trend"  # in the application's extensions: the trend of this minute, in this process


@bp.get("/trend")
@requires(Right.QUEUE_SEE)
def show() -> ResponseReturnValue:
    """Today per hour, and this week per severity."""
    at = now()
    trend = _trend(present_house().zone, at)
    series = [(_("Opened"), trend.opened), (_("Answered"), trend.answered), (_("Resolved"), trend.resolved)]
    kept = [
        (
            severity,
            _(word),
            *trend.kept[severity],
            round(100 * trend.kept[severity][0] / max(1, trend.kept[severity][1])),
        )
        for severity, word in SEVERITIES.items()
    ]
    return page("queue/trend.html", fragment="queue/_trend.html", hours=trend.hours, series=series, kept=kept)


def _trend(zone: str, at: datetime) -> Trend:
    """Counted once a minute in each process: it is the same for everybody (Q9)."""
    minute = (zone, at.replace(second=0, microsecond=0))
    known: tuple[object, Trend] | None = current_app.extensions.get(REMEMBERED)
    if known is None or known[0] != minute:
        known = current_app.extensions[REMEMBERED] = (minute, trend_of(zone, at=at))
    return known[1]
