"""Two processes at once: one link is used once, the limit holds, one administrator stays (P3, P21)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from portal.db import session, transaction
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.errors import TooFast
from portal.domain.people.models import Person, PersonRole, SignInAttempt
from portal.domain.people.operations import choose_password, make_password_link, sign_in, take_role
from portal.domain.people.passwords import NewPassword, Proof
from portal.domain.rights import Role
from tests.factories_people import PASSWORD_HASH, make_person

pytestmark = pytest.mark.slow
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VISITOR = replace(NOBODY, address="192.0.2.7")


def use_link(token: str) -> str:
    choose_password(token, NewPassword(PASSWORD_HASH), browser="", by=VISITOR, at=NOON)
    return "done"


def guess(email: str, times: int) -> list[str]:
    return [guess_once(email) for _ in range(times)]


def guess_once(email: str) -> str:
    wrong = Proof(email=email, person_id=None, checked_hash=None, renewed_hash=None, matches=False)
    try:
        with transaction():
            sign_in(wrong, browser="", by=VISITOR, at=NOON)
    except TooFast:
        return "TooFast"
    return "done"


def demote(person_id: int) -> str:
    take_role(session().get_one(Person, person_id), Role.ADMINISTRATOR, by=SYSTEM, at=NOON)
    return "done"


def test_one_link_is_used_once(app, at_once):
    with app.app_context(), transaction():
        token = make_password_link(make_person(), by=SYSTEM, at=NOON).rsplit("/", 1)[1]
    assert sorted(at_once((use_link, token), (use_link, token))) == ["LinkSpent", "done"]


def test_five_failures_are_five_however_many_processes_count(app, at_once):
    first, second = at_once(*[(guess, "mei@example.com", 10)] * 2, in_steps=True)
    outcomes = first + second
    assert (outcomes.count("done"), outcomes.count("TooFast")) == (5, 15)
    with app.app_context(), transaction():
        assert session().scalar(select(func.count()).select_from(SignInAttempt)) == 5


def test_two_administrators_demoted_at_once_leave_one(app, at_once):
    with app.app_context(), transaction():
        first, second = make_person(Role.ADMINISTRATOR).id, make_person(Role.ADMINISTRATOR).id
    assert sorted(at_once((demote, first), (demote, second))) == ["LastAdministrator", "done"]
    with app.app_context(), transaction():
        assert session().scalar(select(func.count()).where(PersonRole.role == Role.ADMINISTRATOR)) == 1
