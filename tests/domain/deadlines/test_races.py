"""Several processes at once: each breach is claimed once, and the first answer is one (SE44, SE47)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.calendars.operations import seed_default_calendar
from portal.domain.deadlines.models import Deadline
from portal.domain.deadlines.operations import claim_breach, meet_deadline, start_deadline
from portal.domain.deadlines.rules import Clock, Target
from tests.at_once import PROCESSES

AT = datetime(2026, 6, 1, 13, tzinfo=UTC)
LATER = AT + timedelta(days=1)
DEADLINES = 12


@pytest.fixture
def deadlines(app):
    with app.app_context(), transaction():
        calendar = seed_default_calendar(by=SYSTEM, at=AT)
        session().flush()
        target = Target(Clock.BUSINESS, timedelta(hours=1), "Advanced", 1)
        return [start_deadline(target, calendar.id, by=SYSTEM, at=AT).id for _ in range(DEADLINES)]


def claim(deadline_id: int) -> tuple[bool, bool]:
    with transaction() as open_session:
        return False, claim_breach(open_session.get_one(Deadline, deadline_id), by=SYSTEM, at=LATER)


def answer(deadline_id: int) -> tuple[bool, bool]:
    with transaction() as open_session:
        done = meet_deadline(open_session.get_one(Deadline, deadline_id), by=SYSTEM, at=LATER)
        return done.first, done.late


def all_of_them(do: Callable[[int], tuple[bool, bool]], deadlines: list[int]) -> list[tuple[bool, bool]]:
    return [do(deadline_id) for deadline_id in deadlines]


def everyone(at_once, do, deadlines):
    """What each process says about each deadline, one to a transaction."""
    return at_once(*[(all_of_them, do, deadlines)] * PROCESSES, in_steps=True)


@pytest.mark.slow
def test_se44_every_breach_is_claimed_by_exactly_one_process(at_once, deadlines):
    answers = everyone(at_once, claim, deadlines)

    assert [sum(late for _, late in about) for about in zip(*answers, strict=True)] == [1] * DEADLINES


@pytest.mark.slow
def test_se47_of_answers_at_once_one_is_first_and_one_finds_the_breach(at_once, deadlines):
    answers = everyone(at_once, answer, deadlines)

    assert [sum(first for first, _ in about) for about in zip(*answers, strict=True)] == [1] * DEADLINES
    assert [sum(late for _, late in about) for about in zip(*answers, strict=True)] == [1] * DEADLINES
