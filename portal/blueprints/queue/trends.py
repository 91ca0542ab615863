"""How the day goes, drawn by the server: a living part beside the queue, asked for each minute, and a page (Q8)."""

from datetime import datetime

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext

from portal.clock import now
from portal.domain.promises.trend import Trend, trend_of
from portal.domain.rights import Right
from portal.showing.ticket_words import SEVERITIES
from portal.web.admission import actor, requires
from portal.web.house import present_house
from portal.web.htmx import wants_fragment
from portal.web.live import Look, answered, drawn, living, sight_of
from portal.web.responses import page

bp = Blueprint("trends", __name__)
REMEMBERED = "queue_trend"  # in the application's extensions: the trends of this minute, in this process
KEY = ("trend",)


@bp.get("/trend")
@requires(Right.QUEUE_SEE)
@living
def show() -> ResponseReturnValue:
    """Today per hour, and this week per severity."""
    return answered(KEY, _look) if wants_fragment() else page("queue/trend.html", live=drawn(KEY, _look))


def _look() -> Look:
    trend = _trend(present_house().zone, now())

    def draw(signature: str) -> str:
        series = [
            (pgettext("trend", "Opened"), trend.opened),
            (_("Answered"), trend.answered),
            (_("Resolved"), trend.resolved),
        ]
        kept = [
            (severity, _(word), good, count, round(100 * good / max(1, count)))
            for severity, word in SEVERITIES.items()
            for good, count in (trend.kept[severity],)
        ]
        return render_template("queue/_trend.html", signature=signature, hours=trend.hours, series=series, kept=kept)

    return Look(trend, draw)


def _trend(zone: str, at: datetime) -> Trend:
    """Counted once a minute in each process for all who may see the same (Q9, P2)."""
    minute, sight = (zone, at.replace(second=0, microsecond=0)), sight_of(actor())
    known: tuple[object, dict[str, Trend]] | None = current_app.extensions.get(REMEMBERED)
    if known is None or known[0] != minute:
        known = current_app.extensions[REMEMBERED] = (minute, {})
    if sight not in known[1]:
        known[1][sight] = trend_of(actor(), zone, at=at)
    return known[1][sight]
