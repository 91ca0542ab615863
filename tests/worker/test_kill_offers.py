"""kill -9 of the worker while kept times run out: each is passed on exactly once, holds go whole (A6, BE14, BE44)."""

import random
import threading
from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from portal.clock import now
from portal.db import read_only, transaction
from portal.domain.actors import NOBODY
from portal.domain.appointments.models import WaitingEntry, WaitingOffer
from portal.domain.appointments.operations import call_off, join_waiting_list
from portal.domain.appointments.waiting.drafts import WaitingDraft
from portal.domain.appointments.waiting.wishes import Wish
from portal.domain.booking.models import Allocation, Hold
from portal.domain.outbox.models import Mail
from tests.factories_appointments import make_appointment, make_round_the_clock_shop
from tests.factories_booking import DESK, contact, live, near
from tests.worker.test_kill import Forge, forge, until  # noqa: F401 - a fixture

pytestmark = pytest.mark.slow
FREED, WAIT = 4, 10  # times that became free, and who waits
OVER = 1_100  # holds: three batches
A_MINUTE = timedelta(minutes=1)


def offers_run_out(app: Flask) -> None:
    """While no worker was there, ten minutes ago. What is left of the mails before is not to be sent."""
    with app.app_context(), transaction() as session:
        at = now()
        service = make_round_the_clock_shop(at)
        made = [make_appointment(service, at + timedelta(days=2, minutes=15 * n), at=at) for n in range(FREED)]
        day = made[0].booking.start_at.date()
        for number in range(WAIT):
            wish = Wish(day - timedelta(days=1), day + timedelta(days=1))
            whom = contact(f"W{number}", email=f"w{number}@example.com")
            join_waiting_list(WaitingDraft(service.id, wish, whom, f"{number:043}"), by=NOBODY, at=at)
        for one in made:
            call_off(one, by=DESK, at=at)
        session.execute(update(WaitingOffer).values(expires_at=at - 10 * A_MINUTE))
        session.execute(update(Hold).values(expires_at=at - 10 * A_MINUTE))
        session.execute(update(Mail).values(sent_at=at, due_at=None))


def open_offers(app: Flask) -> int:
    with app.app_context(), read_only() as session:
        return len(session.scalars(select(WaitingOffer).where(WaitingOffer.ended_at.is_(None))).all())


def run_out(app: Flask) -> int:
    with app.app_context(), read_only() as session:
        return len(session.scalars(select(WaitingOffer).where(WaitingOffer.ended_because == "run_out")).all())


def test_killed_at_any_moment_each_offer_goes_to_the_next_once(app: Flask, mail_server, forge: Forge):  # noqa: F811
    """Late rather than never; each offer is told with one mail, and no time is kept for two."""
    offers_run_out(app)
    chance, kills, expected = random.Random(5), 0, open_offers(app)
    while run_out(app) < expected and kills < 40:
        worker, before = forge.start(), run_out(app)
        until(lambda before=before: run_out(app) > before, "one is passed on")
        threading.Event().wait(chance.random() * 0.02)
        forge.kill(worker)
        kills += 1
    assert kills >= 1
    assert run_out(app) == expected
    with app.app_context(), read_only() as session:
        found = select(WaitingEntry.contact_email, WaitingOffer.start_at, WaitingOffer.ended_at).join(
            WaitingOffer.entry
        )
        made = session.execute(found).all()
        told = [mail.to_email for mail in session.scalars(select(Mail).where(Mail.kind == "waiting_offered"))]
        assert Counter(told) == Counter(email for email, _, _ in made)
        assert len({(email, start) for email, start, _ in made}) == len(made)
        kept = [start for _, start, ended in made if ended is None]
        assert len(kept) >= expected, "what ran out is kept for others"
        assert len(live()) == 2 * len(kept), "an advisor and a bay for each"
        assert near(live()) == []


def holds_are_over(app: Flask) -> int:
    """More than are forgotten in one go, a week old, each with an advisor and a bay; and one booking."""
    with app.app_context(), transaction() as session:
        at = now()
        service = make_round_the_clock_shop(at)
        booking = make_appointment(service, at + timedelta(days=2), at=at).booking
        ended, places = at - timedelta(days=7), [row.resource_id for row in live()]
        facts = {"service_id": service.id, "start_at": booking.start_at, "end_at": booking.end_at}
        facts |= {"visitor": "one", "held_at": ended, "expires_at": ended}
        session.execute(insert(Hold), [{"token_hash": f"{n:064}", **facts} for n in range(OVER)])
        taken = {"from_minute": 1, "to_minute": 2, "released_at": ended}
        session.execute(
            insert(Allocation),
            [
                {"hold_id": hold_id, "resource_id": place, **taken}
                for hold_id in session.scalars(select(Hold.id))
                for place in places
            ],
        )
        return booking.id


def left(app: Flask) -> Counter[bool]:
    """Holds that are whole, and those that are not: with an advisor alone, or with nothing."""
    with app.app_context(), read_only() as session:
        parts = Counter(session.scalars(select(Allocation.hold_id).where(Allocation.hold_id.is_not(None))))
        return Counter(parts[hold_id] == 2 for hold_id in {*session.scalars(select(Hold.id)), *parts})


def test_killed_at_any_moment_old_holds_go_whole_and_bookings_stay(app: Flask, forge: Forge):  # noqa: F811
    """BE14: what they took goes with them, in whatever batch the worker dies."""
    booking_id, chance, before, kills = holds_are_over(app), random.Random(3), OVER, 0
    while before and kills < 40:
        worker = forge.start()
        until(lambda before=before: left(app)[True] < before, "some are forgotten")
        threading.Event().wait(chance.random() * 0.02)
        forge.kill(worker)
        assert not left(app)[False]
        before, kills = left(app)[True], kills + 1
    assert (before, kills >= 1) == (0, True)
    with app.app_context(), read_only():
        assert [row.booking_id for row in live()] == [booking_id] * 2
