"""The calendar as a living part: the same for all who may do the same, so no token stands in it."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from portal.blueprints.appointments.entries import drawn_entries, drawn_table
from portal.blueprints.appointments.grid import STEP, grid_of
from portal.clock import now
from portal.domain.appointments.book import counts_between, day_of
from portal.domain.booking.minutes import minute_of
from portal.domain.booking.situation import shop_hours
from portal.domain.booking.words import Kind
from portal.domain.calendars.hours import local_day
from portal.domain.rights import Right
from portal.showing.naming import named
from portal.web.admission import actor
from portal.web.days import FIRST, LAST, day_said
from portal.web.live import Key, Look
from portal.web.responses import or_404

CALENDAR = "appointments.calendar.index"
DAY = timedelta(days=1)
DAY_VIEW, VIEWS = "day", ("day", "week", "month")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the book is looked at."""

    on: date
    zone: str  # of the shop
    view: str  # one of VIEWS
    by: Kind  # of a day: whose columns

    @property
    def first(self) -> date:
        """Of the week or month."""
        return self.on - self.on.weekday() * DAY if self.view == "week" else self.on.replace(day=1)

    @property
    def last(self) -> date:
        """Of it too."""
        if self.view == "week":
            return self.first + 6 * DAY
        return self.on.replace(day=monthrange(self.on.year, self.on.month)[1])

    @property
    def bounds(self) -> dict[str, date]:
        """For the title."""
        return {"first": self.first, "last": self.last}


def chosen() -> Chosen:
    """As the address says; without a day the shop's today."""
    view = request.args.get("view", DAY_VIEW)
    zone = shop_hours().zone
    on = day_said(request.args.get("on")) or local_day(now(), zone)
    by = Kind.BAY if request.args.get("by") == Kind.BAY else Kind.ADVISOR
    return Chosen(on, zone, view if view in VIEWS else DAY_VIEW, by)


def key_of(wanted: Chosen) -> Key:
    """What makes it another view than others."""
    return "calendar", wanted


def looker(wanted: Chosen) -> Callable[[], Look]:
    """How it is looked at."""
    return lambda: _day(wanted) if wanted.view == DAY_VIEW else _counts(wanted)


def _day(wanted: Chosen) -> Look:
    at, by, on = now(), wanted.by, wanted.on
    day, can_book = or_404(day_of(actor(), on, wanted.zone)), actor().may(Right.BOOKING_WORK)
    at_work = [(tuple(one.resource), one.working) for one in day.columns]
    facts = at_work, [tuple(one) for one in day.seats.values()], day.entries, minute_of(at) // STEP

    def draw(signature: str) -> str:
        columns = [column for column in day.columns if column.resource.kind == by]
        drawn = drawn_entries(day)
        return render_template(
            "appointments/_day.html",
            on=on,
            zone=day.zone,
            total=len(day.entries),
            table=drawn_table(day, columns, grid_of(day, by, can_book=can_book, at=at), drawn),
            columns=[named(column.resource) for column in columns],
            lines=drawn.lines,
            kinds=[
                {"label": label, "href": url_for(CALENDAR, on=on, by=kind), "current": kind == by}
                for kind, label in ((Kind.ADVISOR, _("Advisors")), (Kind.BAY, _("Bays")))
            ],
            signature=signature,
            **_around(wanted, DAY),
        )

    return Look(facts, draw)


def _counts(wanted: Chosen) -> Look:
    first, last = wanted.first, wanted.last
    begin, end = first - first.weekday() * DAY, last + (6 - last.weekday()) * DAY
    counts = counts_between(actor(), begin, end)
    days = [begin + number * DAY for number in range((end - begin).days + 1)]
    weeks = [days[number : number + 7] for number in range(0, len(days), 7)]
    shown = {
        "on": wanted.on,
        "weeks": weeks,
        "counts": counts,
        "first": first,
        "last": last,
        "total": sum(count for day, count in counts.items() if first <= day <= last),
        "today": local_day(now(), wanted.zone),
        **_around(wanted, last - first + DAY),
    }
    return Look(
        (sorted(counts.items()), shown["today"]),
        lambda signature: render_template("appointments/_counts.html", **shown, signature=signature),
    )


def _around(wanted: Chosen, step: timedelta) -> dict[str, Any]:
    on, view = wanted.on, wanted.view
    by = Kind.BAY if wanted.by == Kind.BAY and view == DAY_VIEW else None
    shown = None if view == DAY_VIEW else view
    views = (("day", _("By day")), ("week", _("By week")), ("month", _("By month")))
    ways = {
        "day": (_("Day before"), _("Day after")),
        "week": (_("Week before"), _("Week after")),
        "month": (_("Month before"), _("Month after")),
    }
    return {
        "here": url_for("appointments.live.show", on=on, view=shown, by=by),
        "ways": ways[view],
        "may": actor().rights,
        "earlier": url_for(CALENDAR, on=max(on - step, FIRST), view=shown, by=by),
        "later": url_for(CALENDAR, on=min(on + step, LAST), view=shown, by=by),
        "views": [
            {
                "label": label,
                "href": url_for(CALENDAR, on=on, view=None if one == "day" else one),
                "current": one == view,
            }
            for one, label in views
        ],
    }
