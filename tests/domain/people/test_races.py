"""Two processes at once: one link is used once, the limit holds, one administrator stays (P3, P21)."""

import multiprocessing
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import create_app
from portal.config import Config
from portal.db import session, transaction
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.errors import Refused
from portal.domain.people.models import Person, PersonRole, SignInAttempt
from portal.domain.people.operations import choose_password, make_password_link, sign_in, take_role
from portal.domain.people.passwords import NewPassword, Proof
from portal.domain.rights import Role
from tests.factories_people import PASSWORD_HASH, make_person

pytestmark = pytest.mark.slow
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VISITOR = replace(NOBODY, address="192.0.2.7")


def use_link(token: str, _number: int) -> str:
    choose_password(token, NewPassword(PASSWORD_HASH), browser="", by=VISITOR, at=NOON)
    return "done"


def guess(email: str, _number: int) -> str:
    wrong = Proof(email=email, person_id=None, checked_hash=None, renewed_hash=None, matches=False)
    sign_in(wrong, browser="", by=VISITOR, at=NOON)
    return "done"


def demote(ids: tuple[int, int], number: int) -> str:
    take_role(session().get_one(Person, ids[number]), Role.ADMINISTRATOR, by=SYSTEM, at=NOON)
    return "done"


def _worker(config: Config, work: Callable, given: object, number: int, times: int, start: Barrier, results) -> None:
    app = create_app(config)
    with app.app_context():
        start.wait(60)
        for _ in range(times):
            try:
                with transaction():
                    outcome = work(given, number)
            except Refused as refusal:
                outcome = type(refusal).__name__
            results.put(outcome)


def at_once(app: Flask, work: Callable, given: object, *, times: int = 1) -> list[str]:
    """`work` in two processes, each `times`; what came of each."""
    spawn = multiprocessing.get_context("spawn")
    start, results = spawn.Barrier(2), spawn.Queue()
    config = app.config["PORTAL"]
    workers = [
        spawn.Process(target=_worker, args=(config, work, given, number, times, start, results)) for number in range(2)
    ]
    for worker in workers:
        worker.start()
    outcomes = sorted(results.get(timeout=90) for _ in range(2 * times))
    for worker in workers:
        worker.join(30)
    return outcomes


def test_one_link_is_used_once(app):
    with app.app_context(), transaction():
        token = make_password_link(make_person(), by=SYSTEM, at=NOON).rsplit("/", 1)[1]
    assert at_once(app, use_link, token) == ["LinkSpent", "done"]


def test_five_failures_are_five_however_many_processes_count(app):
    outcomes = at_once(app, guess, "mei@example.com", times=10)
    assert (outcomes.count("done"), outcomes.count("TooFast")) == (5, 15)
    with app.app_context(), transaction():
        assert session().scalar(select(func.count()).select_from(SignInAttempt)) == 5


def test_two_administrators_demoted_at_once_leave_one(app):
    with app.app_context(), transaction():
        ids = (make_person(Role.ADMINISTRATOR).id, make_person(Role.ADMINISTRATOR).id)
    assert at_once(app, demote, ids) == ["LastAdministrator", "done"]
    with app.app_context(), transaction():
        assert session().scalar(select(func.count()).where(PersonRole.role == Role.ADMINISTRATOR)) == 1
