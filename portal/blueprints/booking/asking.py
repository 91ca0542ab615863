"""What the addresses and forms of these pages say, as values; what can't be read is as if it weren't said."""

from datetime import UTC, date, datetime, time

from flask import request

from portal.domain.appointments.offers import Wanted
from portal.web.ids import key

YEARS = (date(2000, 1, 1), date(2100, 1, 1))


def wanted_now() -> Wanted:
    """What has been chosen so far, from the address."""
    asked = request.args
    return Wanted(
        week_of=asked.get("from", type=day_said),
        on=asked.get("on", type=day_said),
        at=asked.get("at", type=time.fromisoformat),
        advisor_id=asked.get("advisor", type=key),
    )


def day_said(text: str) -> date:
    """A date of this century: calendars end."""
    on = date.fromisoformat(text)
    if not YEARS[0] < on < YEARS[1]:
        raise ValueError(text)
    return on


def start_said(text: str | None) -> datetime | None:
    """A moment, as the buttons carry it: 2026-12-03T14:30:00Z. None: none, or on no clock in particular."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    if moment.tzinfo is None or not YEARS[0] < moment.date() < YEARS[1]:
        return None
    return moment.astimezone(UTC)
