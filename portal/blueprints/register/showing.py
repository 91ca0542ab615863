"""A sheet in words: dates in addresses, times on the shop's wall, whatever the reader's zone is (BE22)."""

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.blueprints.register.forms import AmendmentForm
from portal.clock import now
from portal.domain.appointments.prepared import unacknowledged_of
from portal.domain.appointments.sheets import ROWS, Sheet, SheetRow, shop_day
from portal.domain.appointments.wording import beyond_name
from portal.domain.booking.words import Kind
from portal.domain.errors import NotThere
from portal.domain.outreach.register import Attempt, attempts_by_booking
from portal.showing.naming import named
from portal.web.admission import actor
from portal.web.days import day_said

_DAY = timedelta(days=1)
_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}")
SIDES = {"workshop": _l("Workshop"), "parts": _l("Parts"), "front_desk": _l("Front desk")}


def day_of(written: str) -> date:
    """The date of an address; a 404 when it is none."""
    on = day_said(written) if _WRITTEN.fullmatch(written) else None
    if on is None:
        raise NotThere
    return on


def shown(sheet: Sheet, form: AmendmentForm | None = None) -> dict[str, Any]:
    """What the page needs: of an open sheet who has not read what, of a closed one the form. Two queries."""
    open_notices = {} if sheet.is_closed else unacknowledged_of([row.line.booking.id for row in sheet.rows])
    at, attempts = now(), attempts_by_booking(sheet)
    red = {
        booking_id: _(", ").join(str(SIDES[one.side]) for one in notices if one.due_at <= at)
        for booking_id, notices in open_notices.items()
    }
    return {
        "sheet": sheet,
        "rows": [
            _row(sheet, row, attempts[row.line.booking.id], red.get(row.line.booking.id, "")) for row in sheet.rows
        ],
        "blank": range(len(sheet.rows) + 1, ROWS + 1),
        "form": form or (AmendmentForm() if sheet.is_closed else None),
        "before": url_for("register.sheets.show", on=(sheet.on - _DAY).isoformat()),
        "after": url_for("register.sheets.show", on=(sheet.on + _DAY).isoformat()),
        "today": url_for("register.sheets.index") if sheet.on != shop_day(at, sheet.zone) else "",
        "may": actor().rights,
        "amended": [(_clock(one.at, sheet), one.by.name if one.by else "", one.words) for one in sheet.amendments],
    }


def cells_of(sheet: Sheet, row: SheetRow, attempts: list[Attempt]) -> tuple[object, ...]:
    """The columns of the form, in its order (BR29)."""
    times = [_clock(one.at, sheet) for one in attempts]
    more = f" (+{len(times) - 2})" if len(times) > 2 else ""  # noqa: PLR2004 - the form has two columns
    first, second = [*times, "", ""][:2]
    stands = row.line.appointment
    return (
        row.number,
        stands.customer_name,
        stands.plate,
        stands.phone,
        row.line.booking.start_at.astimezone(ZoneInfo(sheet.zone)).strftime("%H:%M"),
        first,
        second + more,
        content_of(row),
        named(row.line.of_kind(Kind.ADVISOR)),
    )


def content_of(row: SheetRow) -> str:
    """The service, and what is to be done in the shop's words, where they say more."""
    service = row.line.service
    more = beyond_name(row.line.appointment.content, service)
    return f"{named(service)}{_(': ')}{more}" if more else named(service)


def heads() -> tuple[str, ...]:
    """The words over the columns, those of the form."""
    return (
        _("No."),
        _("Customer name"),
        _("Plate number"),
        _("Phone number"),
        _("Agreed time"),
        _("Contact time, 1st"),
        _("Contact time, 2nd"),
        _("What for"),
        _("Service advisor"),
    )


def _row(sheet: Sheet, row: SheetRow, attempts: list[Attempt], red: str) -> dict[str, Any]:
    number, name, plate, phone, agreed, first, second, content, advisor = cells_of(sheet, row, attempts)
    return {
        "booking_id": row.line.booking.id,
        "number": number,
        "name": name,
        "plate": plate,
        "phone": phone,
        "agreed": agreed,
        "contacts": (first, second),
        "callers": [one.by for one in attempts[:2]],
        "next_column": len(attempts) + 1,
        "next_contact": row.next_contact,
        "content": content,
        "advisor": advisor,
        "red": red,
        "is_overbooked": bool(row.line.booking.overbooked_because),
    }


def _clock(at: datetime, sheet: Sheet) -> str:
    local = at.astimezone(ZoneInfo(sheet.zone))
    return local.strftime("%H:%M" if local.date() == sheet.on else "%m-%d %H:%M")
