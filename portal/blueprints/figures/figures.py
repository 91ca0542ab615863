"""The figures of the last days: what calling and booking are for, and whether it works (BR38, A13)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from portal.clock import now
from portal.domain.figures.queries import figures_of
from portal.domain.rights import Right
from portal.showing.desk_words import CHANNELS
from portal.web.admission import actor, requires
from portal.web.responses import or_404, page

bp = Blueprint("figures", __name__)
DAYS = (7, 30, 90, 365)


@bp.get("")
@requires(Right.FIGURES_SEE)
def show() -> ResponseReturnValue:
    """Of the last 7, 30, 90 or 365 days, today among them."""
    wanted = request.args.get("days", DAYS[1], type=int)
    days = wanted if wanted in DAYS else DAYS[1]
    figures = or_404(figures_of(actor(), days, at=now()))
    return page(
        "figures/show.html",
        figures=figures,
        choices=[{"label": _days(one), "href": url_for(".show", days=one), "current": one == days} for one in DAYS],
        channels=[(CHANNELS[channel], count) for channel, count in figures.channels.items()],
        days=days,
    )


def _days(count: int) -> str:
    return ngettext("%(num)d day", "%(num)d days", count)
