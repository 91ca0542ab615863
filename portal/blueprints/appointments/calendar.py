"""The calendar of the desk: a day by advisors or bays, and the counts of a week or month (A2)."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.appointments.grid import grid_of
from portal.blueprints.appointments.times import day_from
from portal.blueprints.appointments.words import STATES
from portal.clock import now
from portal.domain.appointments.book import counts_between, day_of
from portal.domain.booking.situation import shop_hours
from portal.domain.booking.words import Kind
from portal.domain.organisations.rules import local_day
from portal.domain.rights import Right
from portal.showing.naming import named
from portal.web.admission import actor, requires
from portal.web.responses import or_404, page

bp = Blueprint("calendar", __name__)
DAY = timedelta(days=1)


@bp.get("")
@requires(Right.BOOKING_SEE)
def index() -> ResponseReturnValue:
    """One day, or the counts of a week or month."""
    wanted = day_from(request.args.get("on", ""))
    view = request.args.get("view", "day")
    if view in ("week", "month"):
        today = local_day(now(), shop_hours().zone)
        return page("appointments/counts.html", **_counts(wanted or today, today, view))
    return page("appointments/day.html", **_day(wanted))


def _day(wanted: date | None) -> dict[str, Any]:
    by = Kind.BAY if request.args.get("by") == Kind.BAY else Kind.ADVISOR
    day = or_404(day_of(actor(), wanted, now()))
    on, today = day.on, local_day(now(), day.zone)
    return {
        "on": on,
        "day": day,
        "rows": grid_of(day, by, can_book=actor().may(Right.BOOKING_WORK), at=now()),
        "columns": [column for column in day.columns if column.resource.kind == by],
        "by": by,
        "kinds": [
            {"label": label, "href": url_for(".index", on=on, by=kind), "current": kind == by}
            for kind, label in ((Kind.ADVISOR, _("Advisors")), (Kind.BAY, _("Bays")))
        ],
        "states": STATES,
        "named": named,
        **_around(on, today, "day", DAY),
    }


def _counts(on: date, today: date, view: str) -> dict[str, Any]:
    first = on - on.weekday() * DAY if view == "week" else on.replace(day=1)
    last = first + 6 * DAY if view == "week" else on.replace(day=monthrange(on.year, on.month)[1])
    begin, end = first - first.weekday() * DAY, last + (6 - last.weekday()) * DAY
    counts = counts_between(actor(), begin, end)
    days = [begin + number * DAY for number in range((end - begin).days + 1)]
    weeks = [days[number : number + 7] for number in range(0, len(days), 7)]
    step = 7 * DAY if view == "week" else (last - first + DAY)
    return {
        "on": on,
        "weeks": weeks,
        "counts": counts,
        "first": first,
        "last": last,
        "total": sum(count for day, count in counts.items() if first <= day <= last),
        **_around(on, today, view, step),
    }


def _around(on: date, today: date, view: str, step: timedelta) -> dict[str, Any]:
    by = Kind.BAY if request.args.get("by") == Kind.BAY and view == "day" else None
    shown = None if view == "day" else view
    views = (("day", _("By day")), ("week", _("By week")), ("month", _("By month")))
    ways = {
        "day": (_("Day before"), _("Day after")),
        "week": (_("Week before"), _("Week after")),
        "month": (_("Month before"), _("Month after")),
    }
    return {
        "today": today,
        "ways": ways[view],
        "may": actor().rights,
        "earlier": url_for(".index", on=max(on - step, date(2000, 1, 1)), view=shown, by=by),
        "later": url_for(".index", on=min(on + step, date(2100, 12, 31)), view=shown, by=by),
        "views": [
            {
                "label": label,
                "href": url_for(".index", on=on, view=None if one == "day" else one),
                "current": one == view,
            }
            for one, label in views
        ],
    }
