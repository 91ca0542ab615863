"""Every attempt to reach the customers of a sheet: the register's columns, 1st and 2nd (A11, A20, BR19, BR29)."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from portal.db import session
from portal.domain.appointments.sheets import Sheet
from portal.domain.outreach.models import ContactAttempt
from portal.domain.people.models import Person


class Attempt(NamedTuple):
    """One of them."""

    at: datetime
    by: str  # the name of who tried


def attempts_by_booking(sheet: Sheet) -> dict[int, list[Attempt]]:
    """The calls that led to a booking, and those about it, the earliest first. One query; none without invites."""
    led = _that_led({row.line.appointment.invite_id for row in sheet.rows} - {None})
    return {
        row.line.booking.id: sorted(
            [
                *led.get(row.line.appointment.invite_id, ()),
                *(Attempt(one.at, one.by.name if one.by else "") for one in row.contacts),
            ]
        )
        for row in sheet.rows
    }


def _that_led(invite_ids: Collection[int | None]) -> dict[int | None, list[Attempt]]:
    found: dict[int | None, list[Attempt]] = {}
    if invite_ids:
        made = (
            select(ContactAttempt.invite_id, ContactAttempt.at, Person.name)
            .join(Person, Person.id == ContactAttempt.by_id)
            .where(ContactAttempt.invite_id.in_(invite_ids))
        )
        for invite_id, at, name in session().execute(made):
            found.setdefault(invite_id, []).append(Attempt(at, name))
    return found
