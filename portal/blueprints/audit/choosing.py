"""What the address asks the audit log for."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import request

from portal.domain.actors import Actor
from portal.domain.audit.queries import EntryFilter
from portal.domain.organisations.queries import names
from portal.web.admission import actor
from portal.web.forms import clean

PAGE = 50  # entries on one page
MOST = 2**31  # larger numbers are no ids; a database would refuse them


def chosen_filter() -> EntryFilter:
    """Days are the reader's own. What can't be read restricts nothing."""
    until_on = _day("until")
    return EntryFilter(
        action=_text("action"),
        person_id=number("person"),
        organisation_id=number("organisation"),
        subject_kind=_text("kind"),
        subject_id=number("subject"),
        from_at=_begin_of(_day("from")),
        until_at=_begin_of(until_on + timedelta(days=1)) if until_on and until_on < date.max else None,
    )


def number(name: str) -> int | None:
    """A number in the address, when it can be an id."""
    found = request.args.get(name, type=int)
    return found if found is not None and 0 < found < MOST else None


def organisation_choices(reader: Actor) -> list[tuple[int, str]]:
    """All organisations by name."""
    return names(reader)


def _text(name: str) -> str:
    return str(clean(request.args.get(name, "")))[:100]


def _day(name: str) -> date | None:
    return request.args.get(name, type=date.fromisoformat)


def _begin_of(on: date | None) -> datetime | None:
    if on is None or not 1 < on.year < 9999:  # noqa: PLR2004 - UTC would leave the calendar
        return None
    return datetime.combine(on, time(), ZoneInfo(actor().zone))
