"""The free times of a week, while one books or moves: how full each day is, and the times of one (A5, BR26)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.blueprints.appointments.forms import ANYBODY, TimeForm, number_from
from portal.blueprints.appointments.words import HEATS
from portal.clock import now
from portal.domain.booking.search import Slot
from portal.domain.booking.situation import Ask, shop_hours
from portal.domain.booking.week import Week, week_for
from portal.domain.booking.words import Kind
from portal.domain.calendars.hours import local_day
from portal.domain.rights import Right
from portal.showing.naming import named
from portal.web.admission import actor, requires
from portal.web.days import day_said, moment_said
from portal.web.ids import key
from portal.web.responses import page

bp = Blueprint("times", __name__)


@bp.get("")
@requires(Right.BOOKING_WORK)
def index() -> ResponseReturnValue:
    """As a part of the booking screen; a whole page for who opens the address."""
    on = day_said(request.args.get("go_on") or request.args.get("on"))
    service_id = request.args.get("service", type=key)
    advisor = number_from(request.args.get("advisor"))
    but = request.args.get("but", type=key)
    chosen = moment_said(request.args.get("start_at"))
    also = tuple(request.args.getlist("also", type=key))
    found = times(service_id, on, frozenset() if advisor is None else frozenset({advisor}), chosen, but, also_ids=also)
    return page("appointments/times.html", fragment="appointments/_times.html", **found)


def times(
    service_id: int | None,
    on: date | None,
    wanted: frozenset[int] = frozenset(),
    chosen: datetime | None = None,
    but_booking_id: int | None = None,
    instead: Sequence[Slot] | None = None,
    zone: str | None = None,
    also_ids: tuple[int, ...] = (),
) -> dict[str, Any]:
    """What the part needs: the week, the times, and the alternatives when a time is gone."""
    week = week_for(actor(), service_id, on or chosen, now(), Ask(wanted, but_booking_id, is_staff=True), also_ids)
    if week is None and chosen is not None:
        zone = zone or shop_hours().zone  # whose wall it is, wherever the house has its books (A7, BE22)
        on = on or local_day(chosen, zone)
    return {
        "week": week,
        "on": on.isoformat() if on else "",
        "zone": zone or "",
        "is_loaded": week is not None,
        "options": [] if week is None else options(week, week.slots),
        "instead": None if week is None or instead is None else options(week, instead),
        "chosen": chosen,
        "heats": HEATS,
        "but": but_booking_id,
    }


def asked_times(
    form: TimeForm,
    service_id: int | None,
    *,
    instead: Sequence[Slot] | None = None,
    but_booking_id: int | None = None,
    zone: str | None = None,
    also_ids: tuple[int, ...] = (),
) -> dict[str, Any]:
    """The same for what stands in a form. What is free instead may be with anybody, and so then is the form (A4)."""
    if instead is not None:
        form.advisor.data = ANYBODY
    return times(service_id, form.on.data, form.wanted, form.start, but_booking_id, instead, zone, also_ids)


def options(week: Week, slots: Sequence[Slot]) -> list[dict[str, Any]]:
    """Times as choices: the value that is sent, who would take it, whether it is quiet then."""
    found = []
    for slot in slots:
        advisor = slot.of(Kind.ADVISOR)
        found.append(
            {
                "value": slot.start_at.isoformat(),
                "at": slot.start_at,
                "zone": week.zone,
                "who": named(advisor),
                "is_quiet": slot.is_quiet,
            }
        )
    return found
