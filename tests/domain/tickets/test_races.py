"""Two processes at once: one claim, one breach, one closing, and the customer's word wins (SE44, SE47, P21)."""

import multiprocessing
from collections.abc import Callable, Iterator
from datetime import timedelta
from multiprocessing.synchronize import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import create_app
from portal.config import Config
from portal.db import db, read_only, session, transaction
from portal.domain.actors import SYSTEM, Actor
from portal.domain.audit.models import AuditEntry
from portal.domain.errors import Refused
from portal.domain.outbox.models import Mail
from portal.domain.rights import Role
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.models import Assignment, StateChange, Ticket
from portal.domain.tickets.operations import (
    claim_ticket,
    close_next_silent,
    open_ticket,
    record_next_breach,
    remind_next_silent,
    reply,
)
from portal.domain.tickets.queries import ticket_for
from portal.domain.tickets.rules import State
from tests.factories_tickets import MONDAY, draft_of_ticket, make_agent, make_customer, make_ticket, ny

pytestmark = pytest.mark.slow
Work = Callable[[Actor, int], str]
CLOSES = ny("2026-06-08 20:00")


def claim(actor: Actor, number: int) -> str:
    claim_ticket(ticket_for(actor, number), by=actor, at=MONDAY)
    return "claimed"


def breach(_actor: Actor, _number: int) -> str:
    record_next_breach(by=SYSTEM, at=MONDAY + timedelta(days=30))
    return "done"


def remind(_actor: Actor, _number: int) -> str:
    remind_next_silent(by=SYSTEM, at=CLOSES - timedelta(hours=1))
    return "done"


def close(_actor: Actor, _number: int) -> str:
    close_next_silent(by=SYSTEM, at=CLOSES)
    return "done"


def answer(actor: Actor, number: int) -> str:
    reply(ticket_for(actor, number), ReplyDraft(body="It works.", seen_message_id=1), by=actor, at=CLOSES)
    return "answered"


def open_one(actor: Actor, _number: int) -> str:
    return str(open_ticket(draft_of_ticket(), by=actor, at=MONDAY).number)


class TwoProcesses:
    """Two processes with an application each, made once for all tests in here."""

    def __init__(self, config: Config) -> None:
        """Start them."""
        spawn = multiprocessing.get_context("spawn")
        self.pool = spawn.Pool(2, _begin, (config, spawn.Barrier(2)))

    def __call__(self, *jobs: tuple[Work, Actor], number: int) -> list[str]:
        """One work in each, begun together; what came of them."""
        running = [self.pool.apply_async(_do, (work, actor, number)) for work, actor in jobs]
        return sorted(one.get(timeout=90) for one in running)


_own: dict[str, Any] = {}


def _begin(config: Config, together: Barrier) -> None:
    _own.update(app=create_app(config), together=together)


def _do(work: Work, actor: Actor, number: int) -> str:
    with _own["app"].app_context():
        db.engine.dispose()  # every test has a database of its own
        _own["together"].wait(60)
        try:
            with transaction():
                outcome = work(actor, number)
        except Refused as refusal:
            outcome = type(refusal).__name__
        db.engine.dispose()
        return outcome


@pytest.fixture(scope="module")
def at_once(app: Flask) -> Iterator[TwoProcesses]:
    processes = TwoProcesses(app.config["PORTAL"])
    yield processes
    processes.pool.close()
    processes.pool.join()


def how_many(model, *conditions) -> int:
    return session().scalar(select(func.count()).select_from(model).where(*conditions))


@pytest.fixture
def people(app):
    with app.app_context(), transaction():
        customer, sam, kim = make_customer(), make_agent(), make_agent("Kim Park")
        return customer.mei.actor, sam.actor, kim.actor, make_ticket(customer.mei).number


def ask(app, sam, number):
    with app.app_context(), transaction():
        draft = ReplyDraft(body="Which build?", then=State.WAITING_FOR_CUSTOMER)
        reply(ticket_for(sam, number), draft, by=sam, at=MONDAY)


def test_of_two_who_claim_one_gets_it(app, people, at_once):
    _, sam, kim, number = people
    assert at_once((claim, sam), (claim, kim), number=number) == ["TakenAlready", "claimed"]
    with app.app_context(), read_only():
        assert how_many(Assignment) == 1


def test_two_workers_record_one_breach_and_mail_once_se44(app, people, at_once):
    _, sam, _, number = people
    with app.app_context(), transaction():
        make_agent("Dana", Role.SUPPORT_LEAD)
    at_once((breach, sam), (breach, sam), number=number)
    with app.app_context(), read_only():
        assert how_many(AuditEntry, AuditEntry.action == "ticket.breached") == 1
        assert how_many(Mail, Mail.kind == "ticket_breached") == 1


def test_two_workers_close_once_and_remind_once_s48(app, people, at_once):
    _, sam, _, number = people
    ask(app, sam, number)
    at_once((remind, sam), (remind, sam), number=number)
    at_once((close, sam), (close, sam), number=number)
    with app.app_context(), read_only():
        assert how_many(StateChange, StateChange.cause == "silence") == 1
        assert how_many(Mail, Mail.kind == "ticket_silence_reminder") == 1
        assert how_many(Mail, Mail.kind == "ticket_closed_by_silence") == 1


def test_a_customer_who_writes_while_the_job_closes_finds_the_ticket_open_se47(app, people, at_once):
    mei, sam, _, number = people
    ask(app, sam, number)
    assert at_once((close, sam), (answer, mei), number=number) == ["answered", "done"]
    with app.app_context(), read_only():
        assert session().scalars(select(Ticket.state)).one() == State.OPEN


def test_two_answers_at_once_the_second_reads_the_first_s47(app, people, at_once):
    _, sam, kim, number = people
    assert at_once((answer, sam), (answer, kim), number=number) == ["AnsweredMeanwhile", "answered"]


def test_two_tickets_at_once_get_two_numbers(app, people, at_once):
    mei, _, _, number = people
    numbers = at_once((open_one, mei), (open_one, mei), number=number)
    assert numbers == [str(number + 1), str(number + 2)]
