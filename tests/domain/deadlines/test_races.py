"""Several processes at once: each breach is claimed once, and the first answer is one (SE44, SE47)."""

import multiprocessing
from datetime import UTC, datetime, timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

import pytest

from portal import create_app
from portal.config import Config
from portal.db import db, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.calendars.operations import seed_default_calendar
from portal.domain.deadlines.models import Deadline
from portal.domain.deadlines.operations import claim_breach, meet_deadline, start_deadline
from portal.domain.deadlines.rules import Clock, Target

AT = datetime(2026, 6, 1, 13, tzinfo=UTC)
LATER = AT + timedelta(days=1)
PROCESSES, DEADLINES = 3, 12


@pytest.fixture
def deadlines(app):
    with app.app_context(), transaction():
        calendar = seed_default_calendar(by=SYSTEM, at=AT)
        session().flush()
        target = Target(Clock.BUSINESS, timedelta(hours=1), "Advanced", 1)
        return [start_deadline(target, calendar.id, by=SYSTEM, at=AT).id for _ in range(DEADLINES)]


def everyone(app, work, deadlines):
    """What each process says about each deadline."""
    context = multiprocessing.get_context("spawn")
    barrier, said = context.Barrier(PROCESSES), context.Queue()
    config = app.config["PORTAL"]
    asked = (str(config.instance), config.database_url, work, deadlines, barrier, said)
    processes = [context.Process(target=one, args=asked) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    answers = [said.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(timeout=60)
    return answers


def one(instance: str, url: str, work: str, deadlines: list[int], barrier: Barrier, said: "Queue[object]") -> None:
    """In a process of its own: wait for the others, then claim or answer all deadlines, one to a transaction."""
    app = create_app(Config.read(instance, {"DATABASE_URL": url, "PORTAL_LOG_LEVEL": "error"}))
    with app.app_context():
        db.engine.connect().close()
        barrier.wait(timeout=60)
        said.put([DO[work](deadline_id) for deadline_id in deadlines])
        db.engine.dispose()


def claim(deadline_id: int) -> tuple[bool, bool]:
    with transaction() as open_session:
        return False, claim_breach(open_session.get_one(Deadline, deadline_id), by=SYSTEM, at=LATER)


def answer(deadline_id: int) -> tuple[bool, bool]:
    with transaction() as open_session:
        done = meet_deadline(open_session.get_one(Deadline, deadline_id), by=SYSTEM, at=LATER)
        return done.first, done.late


DO = {"claim": claim, "answer": answer}


@pytest.mark.slow
def test_se44_every_breach_is_claimed_by_exactly_one_process(app, deadlines):
    answers = everyone(app, "claim", deadlines)

    assert [sum(late for _, late in about) for about in zip(*answers, strict=True)] == [1] * DEADLINES


@pytest.mark.slow
def test_se47_of_answers_at_once_one_is_first_and_one_finds_the_breach(app, deadlines):
    answers = everyone(app, "answer", deadlines)

    assert [sum(first for first, _ in about) for about in zip(*answers, strict=True)] == [1] * DEADLINES
    assert [sum(late for _, late in about) for about in zip(*answers, strict=True)] == [1] * DEADLINES
