"""Today's arrivals as a living part: the same for all who may do the same, so no token stands in it."""

from collections.abc import Callable

from flask import render_template, request

from portal.blueprints.arrivals.showing import arrivals_view
from portal.clock import now
from portal.domain.appointments.queries import lines_between
from portal.domain.appointments.welcome import board_to_check
from portal.domain.booking.minutes import day_bounds
from portal.domain.booking.situation import shop_hours
from portal.domain.calendars.hours import local_day
from portal.domain.rights import Right
from portal.web.admission import actor
from portal.web.layout import reachable
from portal.web.live import Key, Look


def sought() -> str:
    """Whose name, plate or phone ends so; "" for all of today."""
    return request.args.get("q", "")[:40]


def key_of(wanted: str) -> Key:
    """What makes it another view than others."""
    return "arrivals", wanted


def looker(wanted: str) -> Callable[[], Look]:
    """How it is looked at."""

    def look() -> Look:
        at, hours, may = now(), shop_hours(), actor().may(Right.BOOKING_WORK)
        lines = lines_between(actor(), *day_bounds(local_day(at, hours.zone), hours.zone))
        view = arrivals_view(lines, wanted, hours.zone, at, may=may)
        to_check = board_to_check(hours, at) if may and reachable("arrivals.releases.show") else None
        return Look(
            ([one.standing for one in view], to_check),
            lambda signature: render_template(
                "arrivals/_live.html", view=view, wanted=wanted, to_check=to_check, signature=signature
            ),
        )

    return look
