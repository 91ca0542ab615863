"""Choosing passwords: links work once, in time, for their person; nobody learns who has an account (P3, threats.md)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.db import session
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.audit.queries import entries_about
from portal.domain.errors import RightMissing, TooFast
from portal.domain.outbox.models import Mail
from portal.domain.people.models import AccessLink
from portal.domain.people.operations import (
    ask_reset,
    change_password,
    choose_password,
    invite,
    make_password_link,
    sign_in,
)
from portal.domain.people.passwords import new_password, prove
from portal.domain.people.queries import open_link, signed_in
from portal.domain.people.refusals import LinkSpent, PasswordTooClose, PasswordTooCommon, PasswordTooShort
from portal.domain.rights import Role
from tests.factories_people import PASSWORD, actor_of, make_person

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VISITOR = replace(NOBODY, address="192.0.2.7")
NEW = new_password("nine small boats", name="Mei Chen", email="mei@example.com")
pytestmark = pytest.mark.usefixtures("inside")


def mails() -> list[Mail]:
    return list(session().scalars(select(Mail).order_by(Mail.id)))


def token_in(mail: Mail) -> str:
    return mail.values["access_path"].rsplit("/", 1)[1]


def choose(token: str, at: datetime = NOON):
    return choose_password(token, NEW, browser="", by=VISITOR, at=at)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("elevenchars", PasswordTooShort),
        ("x1y2" * 60, PasswordTooShort),
        ("password1234", PasswordTooCommon),
        ("mei@example.com!", PasswordTooClose),
    ],
)
def test_a_weak_password_is_refused_with_what_to_do(password: str, refusal: type):
    with pytest.raises(refusal):
        new_password(password, name="Mei Chen", email="mei@example.com")


def test_a_reset_mails_a_link_whose_token_is_stored_as_a_hash_only():
    mei = make_person(email="mei@example.com")
    ask_reset(" MEI@example.com", by=VISITOR, at=NOON)
    (mail,) = mails()
    assert (mail.kind, mail.to_email, mail.grants_access) == ("password_reset", "mei@example.com", True)
    assert token_in(mail) not in str(session().execute(select(AccessLink.__table__)).all())
    assert entries_about(mei)[0].action == "person.reset_asked"


def test_nothing_is_mailed_to_unknown_and_deactivated_accounts():
    make_person(email="gone@example.com", deactivated_at=NOON)
    ask_reset("nobody@example.com", by=VISITOR, at=NOON)
    ask_reset("gone@example.com", by=VISITOR, at=NOON)
    assert mails() == []


@pytest.mark.parametrize("email", ["mei@example.com", "nobody@example.com"])
def test_the_fourth_reset_in_an_hour_is_refused_whether_there_is_an_account_or_not(email: str):
    make_person(email="mei@example.com")
    for _ in range(3):
        ask_reset(email, by=VISITOR, at=NOON)
    with pytest.raises(TooFast):
        ask_reset(email, by=VISITOR, at=NOON)


def test_a_link_sets_the_password_signs_in_and_ends_all_other_sign_ins():
    mei = make_person(email="mei@example.com")
    before = sign_in(prove(PASSWORD, mei.email, mei), browser="", by=VISITOR, at=NOON)
    ask_reset(mei.email, by=VISITOR, at=NOON)
    started = choose(token_in(mails()[0]))
    assert started.actor.person_id == mei.id
    assert signed_in(started.token, at=NOON) is not None
    assert signed_in(before.token, at=NOON) is None
    assert prove("nine small boats", mei.email, mei).matches
    assert [mail.kind for mail in mails()] == ["password_reset", "password_changed"]
    assert entries_about(mei)[-1].action == "person.password_chosen"


def test_a_link_works_once_and_takes_the_others_with_it():
    make_person(email="mei@example.com")
    ask_reset("mei@example.com", by=VISITOR, at=NOON)
    ask_reset("mei@example.com", by=VISITOR, at=NOON)
    first, second = (token_in(mail) for mail in mails())
    choose(first)
    for token in (first, second):
        with pytest.raises(LinkSpent):
            choose(token)


def test_a_reset_link_works_for_a_day_and_an_invitation_for_seven():
    make_person(email="mei@example.com")
    ask_reset("mei@example.com", by=VISITOR, at=NOON)
    invite("Ana", "ana@example.com", [Role.AGENT], None, by=SYSTEM, at=NOON)
    reset, invitation = (token_in(mail) for mail in mails())
    day = timedelta(days=1)
    assert open_link(reset, at=NOON + day - timedelta(seconds=1))
    assert not open_link(reset, at=NOON + day)
    assert open_link(invitation, at=NOON + 7 * day - timedelta(seconds=1))
    assert not open_link(invitation, at=NOON + 7 * day)


@pytest.mark.parametrize(
    "token", ["", " ", "x", "None", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]
)
def test_an_empty_token_or_a_hash_never_matches(token: str):
    person = make_person()
    session().add(
        AccessLink(
            person_id=person.id, kind="reset", token_hash="", created_at=NOON, expires_at=NOON + timedelta(days=1)
        )
    )
    with pytest.raises(LinkSpent):
        choose(token)


def test_a_link_of_somebody_deactivated_does_not_work():
    person = make_person()
    token = make_password_link(person, by=SYSTEM, at=NOON).rsplit("/", 1)[1]
    person.deactivated_at = NOON
    session().flush()
    with pytest.raises(LinkSpent):
        choose(token)


def test_accepting_an_invitation_tells_nobody_of_a_changed_password():
    invite("Ana", "ana@example.com", [Role.AGENT], None, by=SYSTEM, at=NOON)
    choose(token_in(mails()[0]))
    assert [mail.kind for mail in mails()] == ["invitation"]


def test_changing_needs_the_present_password_and_renews_this_sign_in():
    mei = make_person(email="mei@example.com")
    here = sign_in(prove(PASSWORD, mei.email, mei), browser="", by=VISITOR, at=NOON)
    there = sign_in(prove(PASSWORD, mei.email, mei), browser="", by=VISITOR, at=NOON)
    assert change_password(prove("mistyped", mei.email, mei), NEW, browser="", by=here.actor, at=NOON) is None
    fresh = change_password(prove(PASSWORD, mei.email, mei), NEW, browser="", by=here.actor, at=NOON)
    assert [signed_in(s.token, at=NOON) is not None for s in (here, there, fresh)] == [False, False, True]
    assert mails()[-1].kind == "password_changed"


def test_guessing_the_present_password_is_limited_like_signing_in():
    mei = make_person(email="mei@example.com")
    by = actor_of(mei, address="192.0.2.7")
    for _ in range(5):
        change_password(prove("mistyped", mei.email, mei), NEW, browser="", by=by, at=NOON)
    with pytest.raises(TooFast):
        change_password(prove(PASSWORD, mei.email, mei), NEW, browser="", by=by, at=NOON)


def test_only_administrators_and_the_command_line_make_links():
    with pytest.raises(RightMissing):
        make_password_link(make_person(), by=actor_of(make_person(Role.SUPPORT_LEAD)), at=NOON)
