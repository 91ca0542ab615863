"""kill -9 of the worker between and within: every reminder goes out exactly once (BE41, BE42)."""

import random
import threading
from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.clock import now
from portal.db import read_only, transaction
from portal.domain.appointments.models import Reminder
from portal.domain.appointments.operations import call_off
from portal.domain.outbox.models import Mail
from tests.factories_appointments import make_appointment, make_round_the_clock_shop
from tests.factories_booking import DESK
from tests.worker.test_kill import Forge, forge, until  # noqa: F401 - a fixture

pytestmark = pytest.mark.slow
BOOKED, CALLED_OFF = 14, 3


def fall_due(app: Flask) -> set[str]:
    """Appointments of the next hours, whose reminder fell due while no worker was there; references to expect."""
    with app.app_context(), transaction() as session:
        at = now()
        service = make_round_the_clock_shop(at)
        made = [make_appointment(service, at + timedelta(hours=30, minutes=15 * n), at=at) for n in range(BOOKED)]
        ids = [one.booking_id for one in made]
        session.execute(
            update(Reminder).where(Reminder.booking_id.in_(ids), Reminder.kind == "soon").values(done_at=at)
        )
        session.execute(update(Reminder).where(Reminder.booking_id.in_(ids)).values(due_at=at - timedelta(minutes=10)))
        session.execute(update(Mail).values(sent_at=at, due_at=None))
        for one in made[:CALLED_OFF]:
            call_off(one, by=DESK, at=at)
        session.execute(update(Mail).values(sent_at=at, due_at=None))
        return {one.booking.reference for one in made[CALLED_OFF:]}


def reminded(app: Flask) -> Counter[str]:
    """How often each appointment has a reminder in the outbox."""
    with app.app_context(), read_only() as session:
        found = session.scalars(select(Mail).where(Mail.kind == "appointment_reminder")).all()
        return Counter(mail.values["reference"] for mail in found)


def unsent(app: Flask) -> int:
    with app.app_context(), read_only() as session:
        return session.query(Mail).filter(Mail.kind == "appointment_reminder", Mail.sent_at.is_(None)).count()


def test_killed_at_any_moment_each_customer_is_reminded_exactly_once(app: Flask, mail_server, forge: Forge):  # noqa: F811
    """BE41, BE42: late, once, and none who has called off."""
    chance, expected, kills = random.Random(11), fall_due(app), 0
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
    assert len(mail_server.letters) >= len(expected)
    assert set(mail_server.events) - {"kill"} == {f"<{number}@127.0.0.1>" for number in message_ids(app)}


def message_ids(app: Flask) -> set[str]:
    with app.app_context(), read_only() as session:
        return set(session.scalars(select(Mail.message_id).where(Mail.kind == "appointment_reminder")))
