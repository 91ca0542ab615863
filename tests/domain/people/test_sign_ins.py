"""Signing in and out: one answer and one time for known and unknown; limits that processes share (P3, threats.md)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import func, select

from portal.db import session
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.audit.queries import entries_about
from portal.domain.errors import NotThere, TooFast
from portal.domain.people import passwords
from portal.domain.people.models import SignIn, SignInAttempt
from portal.domain.people.operations import (
    deactivate_person,
    end_sign_in,
    forget_old_attempts,
    note_seen,
    sign_in,
    sign_out,
)
from portal.domain.people.passwords import hash_password, prove
from portal.domain.people.queries import person_by_email, sign_ins_of, signed_in
from tests.factories_people import PASSWORD, actor_of, make_person

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VISITOR = replace(NOBODY, address="192.0.2.7")
pytestmark = pytest.mark.usefixtures("inside")


def attempt(email: str, password: str, *, at: datetime = NOON, by=VISITOR):
    return sign_in(prove(password, email, person_by_email(email)), browser="Firefox", by=by, at=at)


def failures() -> int:
    return session().scalar(select(func.count()).select_from(SignInAttempt)) or 0


def test_mail_and_password_begin_a_sign_in_that_its_token_stands_for():
    mei = make_person(email="mei@example.com")
    started = attempt("Mei@Example.com ", PASSWORD)
    found = signed_in(started.token, at=NOON)
    assert found.person_id == mei.id
    assert found.sign_in_id == started.actor.sign_in_id
    assert [entry.action for entry in entries_about(mei)] == ["person.signed_in"]
    assert entries_about(mei)[0].address == "192.0.2.7"


def test_the_table_holds_no_token():
    make_person(email="mei@example.com")
    token = attempt("mei@example.com", PASSWORD).token
    assert token not in str(session().execute(select(SignIn.__table__)).all())


def test_a_sign_in_ends_by_itself_after_the_houses_number_of_days():
    make_person(email="mei@example.com")
    token = attempt("mei@example.com", PASSWORD).token
    assert signed_in(token, at=NOON + timedelta(days=13, hours=23)) is not None
    assert signed_in(token, at=NOON + timedelta(days=14)) is None


def test_mistyped_unknown_deactivated_and_invited_are_one_answer_and_one_count():
    make_person(email="mei@example.com")
    make_person(email="gone@example.com", deactivated_at=NOON)
    make_person(email="new@example.com", password_hash=None)
    for number, email in enumerate(["mei@example.com", "nobody@example.com", "gone@example.com", "new@example.com"], 1):
        assert attempt(email, "mistyped" if email.startswith("mei") else PASSWORD) is None
        assert failures() == number


class Counting:
    """Checks as the real one does, and notes what it cost to check: the parameters of each hash."""

    def __init__(self, hashing: PasswordHash) -> None:
        self.hashing, self.costs = hashing, []

    def verify_and_update(self, password: str, stored: str) -> tuple[bool, str | None]:
        self.costs.append(stored.split("$")[1:4])
        return self.hashing.verify_and_update(password, stored)


def test_known_and_unknown_take_the_same_time(monkeypatch):
    """One check each, at the same cost. Seconds aren't measured: they are the machine's."""
    checking = Counting(passwords._HASHING)
    monkeypatch.setattr(passwords, "_HASHING", checking)
    invited = make_person(email="new@example.com", password_hash=None)
    for person in (make_person(email="mei@example.com"), invited, None):
        prove("mistyped", "x@example.com", person)
    assert checking.costs == [["argon2id", "v=19", "m=19456,t=2,p=1"]] * 3


def test_nobodys_hash_costs_what_everybodys_costs():
    assert not passwords._HASHING.current_hasher.check_needs_rehash(passwords.NOBODYS)


def test_after_five_failures_from_one_address_even_the_right_password_waits():
    make_person(email="mei@example.com")
    for _ in range(5):
        attempt("mei@example.com", "mistyped")
    with pytest.raises(TooFast) as refusal:
        attempt("mei@example.com", PASSWORD, at=NOON + timedelta(minutes=3, seconds=1))
    assert refusal.value.values == {"minutes": 12}
    assert attempt("mei@example.com", PASSWORD, at=NOON + timedelta(minutes=15)) is not None


def test_an_unknown_account_waits_as_a_known_one_does():
    for _ in range(5):
        attempt("nobody@example.com", "mistyped")
    with pytest.raises(TooFast):
        attempt("nobody@example.com", "mistyped")


@pytest.mark.slow
def test_a_stranger_elsewhere_does_not_lock_the_owner_out_until_twenty_failures():
    make_person(email="mei@example.com")
    for number in range(19):
        attempt("mei@example.com", "mistyped", by=replace(NOBODY, address=f"198.51.100.{number // 5}"))
    assert attempt("mei@example.com", "mistyped") is None
    with pytest.raises(TooFast):
        attempt("mei@example.com", PASSWORD, by=replace(NOBODY, address="203.0.113.1"))


@pytest.mark.slow
def test_one_address_has_thirty_failures_over_all_accounts():
    for number in range(30):
        attempt(f"nobody{number}@example.com", "mistyped")
    with pytest.raises(TooFast):
        attempt("another@example.com", "mistyped")
    assert attempt("another@example.com", "mistyped", by=replace(NOBODY, address="203.0.113.1")) is None


def test_a_success_begins_the_accounts_count_anew_and_leaves_the_others():
    make_person(email="mei@example.com")
    for _ in range(4):
        attempt("mei@example.com", "mistyped")
    attempt("nobody@example.com", "mistyped")
    attempt("mei@example.com", PASSWORD)
    assert failures() == 1


def test_a_proof_of_a_password_changed_meanwhile_is_none():
    mei = make_person(email="mei@example.com")
    proof = prove(PASSWORD, mei.email, mei)
    mei.password_hash = hash_password("another long one")
    assert sign_in(proof, browser="", by=VISITOR, at=NOON) is None


def test_a_weaker_hash_is_renewed_at_sign_in():

    weak = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=1024, parallelism=1),)).hash(PASSWORD)
    mei = make_person(email="mei@example.com", password_hash=weak)
    attempt("mei@example.com", PASSWORD)
    assert "m=19456,t=2,p=1" in mei.password_hash
    assert attempt("mei@example.com", PASSWORD) is not None


def test_signing_in_again_in_one_browser_ends_the_sign_in_before():
    mei, tom = make_person(email="mei@example.com"), make_person(email="tom@example.com")
    first = attempt("mei@example.com", PASSWORD)
    attempt("tom@example.com", PASSWORD, by=first.actor)
    assert signed_in(first.token, at=NOON) is None
    assert len(sign_ins_of(actor_of(mei), at=NOON)) == 0
    assert len(sign_ins_of(actor_of(tom), at=NOON)) == 1


def test_signing_out_ends_this_sign_in_alone():
    mei = make_person(email="mei@example.com")
    here, there = attempt("mei@example.com", PASSWORD), attempt("mei@example.com", PASSWORD)
    sign_out(by=here.actor, at=NOON)
    assert signed_in(here.token, at=NOON) is None
    assert signed_in(there.token, at=NOON) is not None
    assert entries_about(mei)[-1].action == "person.signed_out"


def test_one_ends_ones_own_sign_ins_and_no_others():
    make_person(email="mei@example.com"), make_person(email="tom@example.com")
    mei, tom = attempt("mei@example.com", PASSWORD), attempt("tom@example.com", PASSWORD)
    with pytest.raises(NotThere):
        end_sign_in(tom.actor.sign_in_id, by=mei.actor, at=NOON)
    end_sign_in(mei.actor.sign_in_id, by=mei.actor, at=NOON)
    assert signed_in(mei.token, at=NOON) is None
    assert signed_in(tom.token, at=NOON) is not None


def test_deactivating_ends_all_sign_ins_at_once():
    mei = make_person(email="mei@example.com")
    token = attempt("mei@example.com", PASSWORD).token
    deactivate_person(mei, by=SYSTEM, at=NOON)
    assert signed_in(token, at=NOON) is None


def test_use_is_noted_every_ten_minutes():
    make_person(email="mei@example.com")
    started = attempt("mei@example.com", PASSWORD)
    for minutes, noted in ((9, 0), (10, 10), (15, 10)):
        at = NOON + timedelta(minutes=minutes)
        note_seen(by=signed_in(started.token, at=at), at=at)
        session().expire_all()
        assert session().get(SignIn, started.actor.sign_in_id).seen_at == NOON + timedelta(minutes=noted)


def test_old_attempts_are_forgotten():
    attempt("nobody@example.com", "mistyped")
    forget_old_attempts(by=SYSTEM, at=NOON + timedelta(hours=23))
    assert failures() == 1
    forget_old_attempts(by=SYSTEM, at=NOON + timedelta(hours=25))
    assert failures() == 0
