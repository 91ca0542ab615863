"""kill -9 of the worker between and within: every reminder goes out exactly once (BE41, BE42).

Those of the day before, and those beside the call an hour before, in a shop whose half day is over and that is closed
tomorrow: what an hour before means is elapsed time, whatever the shop's hours are (A22, BR35).
"""

import random
import threading
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.appointments.models import Appointment, Reminder
from portal.domain.appointments.operations import call_off
from portal.domain.appointments.prepared import desk_for
from portal.domain.booking.situation import shop
from portal.domain.calendars.hours import SpecialDay
from portal.domain.calendars.operations import edit_calendar
from portal.domain.calendars.queries import calendar_with_days, draft_of
from portal.domain.outbox.models import Mail
from tests.factories_appointments import make_appointment, make_round_the_clock_shop
from tests.factories_booking import DESK
from tests.worker.test_kill import Forge, forge, until  # noqa: F401 - a fixture

pytestmark = pytest.mark.slow
BOOKED, SOON, CALLED_OFF = 9, 6, 2
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def fall_due(app: Flask) -> tuple[set[str], set[str], set[str]]:
    """References of whose reminder fell due while no worker was there; of who is called; of who has called off."""
    with app.app_context(), transaction() as session:
        at = now()
        service = make_round_the_clock_shop(at)
        tomorrow = [make_appointment(service, at + timedelta(hours=30, minutes=15 * n), at=at) for n in range(BOOKED)]
        soon = [make_appointment(service, at + (65 + 15 * n) * MINUTE, at=at - DAY) for n in range(SOON)]
        leave_due(tomorrow, "ahead", at)
        leave_due(soon, "soon", at)
        for one in soon:
            one.confirm_due_at = at - 10 * MINUTE
        close_the_shop(at)
        session.execute(update(Mail).values(sent_at=at, due_at=None))
        gone = [*tomorrow[:CALLED_OFF], *soon[:CALLED_OFF]]
        for one in gone:
            call_off(one, by=DESK, at=at)
        session.execute(update(Mail).values(sent_at=at, due_at=None))
        everybody, off = (*tomorrow, *soon), {one.booking.reference for one in gone}
        called = {one.booking.reference for one in soon} - off
        return {one.booking.reference for one in everybody} - off, called, off


def leave_due(appointments: list[Appointment], kind: str, at: datetime) -> None:
    """This reminder of theirs, and no other, ten minutes ago."""
    ids = [one.booking_id for one in appointments]
    theirs = update(Reminder).where(Reminder.booking_id.in_(ids))
    session().execute(theirs.where(Reminder.kind != kind).values(done_at=at))
    session().execute(theirs.where(Reminder.kind == kind).values(due_at=at - 10 * MINUTE))


def close_the_shop(at: datetime) -> None:
    """Today was a half day, tomorrow is a holiday."""
    calendar = calendar_with_days(shop().calendar_id)
    draft = draft_of(calendar)
    today = at.astimezone(ZoneInfo(draft.zone)).date()
    days = {today: SpecialDay("Half day", ((0, 1),)), today + DAY: SpecialDay("Holiday")}
    edit_calendar(calendar.id, replace(draft, single=days), calendar.version, by=SYSTEM, at=at)


def reminded(app: Flask) -> Counter[str]:
    """How often each appointment has a reminder in the outbox."""
    with app.app_context(), read_only() as session:
        found = session.scalars(select(Mail).where(Mail.kind == "appointment_reminder")).all()
        return Counter(mail.values["reference"] for mail in found)


def unsent(app: Flask) -> int:
    with app.app_context(), read_only() as session:
        return session.query(Mail).filter(Mail.kind == "appointment_reminder", Mail.sent_at.is_(None)).count()


def test_killed_at_any_moment_each_customer_is_reminded_exactly_once(app: Flask, mail_server, forge: Forge):  # noqa: F811
    """BE41, BE42: late, once, and none who has called off. The calls stand on the list once, too (A22, BR35)."""
    chance, kills, (expected, called, off) = random.Random(11), 0, fall_due(app)
    while set(reminded(app)) != expected and kills < 40:
        worker, before = forge.start(), len(reminded(app))
        until(lambda before=before: len(reminded(app)) > before or set(reminded(app)) == expected, "one is posted")
        threading.Event().wait(chance.random() * 0.01)
        forge.kill(worker)
        kills += 1
    forge.start()
    until(lambda: unsent(app) == 0, "every reminder is noted as sent")
    assert kills >= 1
    assert reminded(app) == dict.fromkeys(expected, 1)
    assert called <= to_be_called(app) <= expected  # who comes while the shop is closed is called before, if time is
    assert not to_be_called(app) & off
    assert len(mail_server.letters) >= len(expected)
    assert set(mail_server.events) - {"kill"} == {f"<{number}@127.0.0.1>" for number in message_ids(app)}


def to_be_called(app: Flask) -> set[str]:
    """Who stands on the list of calls, each once."""
    with app.app_context(), read_only():
        found = [one.line.booking.reference for one in desk_for(DESK, now()).calls]
        assert len(found) == len(set(found))
        return set(found)


def message_ids(app: Flask) -> set[str]:
    with app.app_context(), read_only() as session:
        return set(session.scalars(select(Mail.message_id).where(Mail.kind == "appointment_reminder")))
