"""The way of a mail through the outbox (P30, P45)."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from portal.clock import now
from portal.db import read_only, transaction
from portal.domain.actors import NOBODY, SYSTEM, Actor
from portal.domain.audit.queries import entries_about
from portal.domain.errors import RightMissing
from portal.domain.house.queries import house
from portal.domain.outbox.models import Mail
from portal.domain.outbox.operations import (
    MailIsSent,
    Recipient,
    claim_next,
    forget_next_old,
    mark_failed,
    mark_sent,
    post,
    put_back,
    release_claims,
    try_again,
)
from portal.domain.outbox.queries import MailState, backlog, mail_for, mails_for, state_of, values_for
from portal.domain.outbox.rules import ACCESS_KEPT_FOR, CLAIM_FOR, MASK, MOST_TRIES
from portal.domain.rights import Role

AT = now()
TO = Recipient("mei@example.com", "Mei")
AGENT = Actor(person_id=None, name="Sam", roles=frozenset({Role.AGENT}))
ADMINISTRATOR = Actor(person_id=None, name="Ada", roles=frozenset({Role.ADMINISTRATOR}))
CALLER = Actor(person_id=None, name="Mei", roles=frozenset({Role.NAMED_CALLER}), organisation_id=1)


@pytest.fixture(autouse=True)
def in_the_app(app: Flask):
    with app.app_context():
        yield


def posted(at=AT, **values) -> Mail:
    with transaction():
        return post("trial", to=TO, at=at, **values)


def claimed(at=AT) -> Mail | None:
    with transaction():
        return claim_next(by=SYSTEM, at=at)


def again(mail: Mail) -> Mail:
    with read_only() as session:
        found = session.get_one(Mail, mail.id)
        session.expunge(found)
        return found


def test_what_is_rolled_back_posts_no_mail():
    def post_and_fail() -> None:
        with transaction():
            post("trial", to=TO, at=AT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        post_and_fail()
    assert claimed() is None


def test_a_claimed_mail_is_not_claimed_again_until_the_claim_ends():
    mail = posted()
    assert claimed().id == mail.id
    assert claimed(AT + CLAIM_FOR - timedelta(seconds=1)) is None
    second = claimed(AT + CLAIM_FOR)
    assert (second.id, second.tries) == (mail.id, 2)


def test_the_one_that_waited_longest_goes_first():
    late, early = posted(AT), posted(AT - timedelta(hours=1))
    assert [claimed().id, claimed().id] == [early.id, late.id]


def test_a_mail_of_the_future_waits():
    posted(AT + timedelta(seconds=1))
    assert claimed(AT) is None


def test_forty_mails_and_four_workers_at_once_each_is_claimed_once(app: Flask):
    mails = {posted().id for _ in range(40)}
    taken: list[int] = []

    def work() -> None:
        with app.app_context():
            while (mail := claimed()) is not None or len(taken) < len(mails):
                if mail is not None:
                    taken.append(mail.id)

    workers = [threading.Thread(target=work) for _ in range(4)]
    [worker.start() for worker in workers]
    [worker.join(30) for worker in workers]
    assert sorted(taken) == sorted(mails)


def test_a_failed_one_waits_a_minute_and_a_sent_one_is_done():
    posted()
    with transaction():
        mark_failed(claimed(), "busy", for_good=False, by=SYSTEM, at=AT)
    assert claimed(AT + timedelta(seconds=59)) is None
    mail = claimed(AT + timedelta(seconds=60))
    assert mail.last_error == "busy"
    with transaction():
        mark_sent(mail, leaves_the_house=True, by=SYSTEM, at=AT)
    done = again(mail)
    assert (done.sent_at, done.due_at, done.last_error) == (AT, None, None)
    assert state_of(done) is MailState.SENT


def test_it_is_given_up_at_once_when_pointless_and_else_after_the_last_try():
    for tries, for_good in ((1, True), (MOST_TRIES, False)):
        mail = posted()
        with transaction() as session:
            session.get_one(Mail, mail.id).tries = tries - 1
        with transaction():
            mark_failed(claimed(), "no such mailbox", for_good=for_good, by=SYSTEM, at=AT)
        assert state_of(again(mail)) is MailState.GIVEN_UP


def test_a_server_that_is_away_costs_no_try():
    mail = posted()
    with transaction():
        put_back(claimed(), "away", by=SYSTEM, at=AT)
    found = again(mail)
    assert (found.tries, found.due_at, state_of(found)) == (0, AT + timedelta(minutes=1), MailState.FAILING)


def test_who_lost_the_claim_changes_nothing():
    posted()
    slow = claimed()
    claimed(AT + CLAIM_FOR)
    with transaction():
        mark_failed(slow, "too late", for_good=True, by=SYSTEM, at=AT)
    assert again(slow).failed_at is None


def test_claims_of_the_dead_are_free_at_once_but_a_killer_waits():
    posted()
    claimed()
    with transaction():
        assert release_claims(by=SYSTEM, at=AT) == 1
    assert claimed().tries == 2
    with transaction():
        release_claims(by=SYSTEM, at=AT)
    assert claimed() is None
    assert claimed(AT + timedelta(minutes=1)).tries == 3


def test_trying_again_starts_over_and_stands_in_the_audit_log():
    mail = posted()
    with transaction():
        mark_failed(claimed(), "no", for_good=True, by=SYSTEM, at=AT)
    given_up = again(mail)
    with transaction():
        try_again(given_up, by=AGENT, at=AT)
    found = claimed()
    assert (found.id, found.tries) == (mail.id, 1)
    assert [entry.action for entry in entries_about(found)] == ["mail.tried_again"]


def test_a_sent_mail_is_not_tried_again():
    mail = posted()
    with transaction():
        mark_sent(claimed(), leaves_the_house=True, by=SYSTEM, at=AT)
    sent = again(mail)
    with pytest.raises(MailIsSent), transaction():
        try_again(sent, by=AGENT, at=AT)


def test_what_grants_access_is_forgotten_when_it_left_and_masked_before():
    mail = posted(access_path="/invitations/abc", name="Mei")
    assert values_for(AGENT, mail) == {"access_path": MASK, "name": "Mei"}
    assert values_for(ADMINISTRATOR, mail)["access_path"] == "/invitations/abc"
    with transaction():
        mark_sent(claimed(), leaves_the_house=True, by=SYSTEM, at=AT)
    assert again(mail).values == {"access_path": MASK, "name": "Mei"}


def test_without_a_mail_server_it_is_forgotten_a_week_later():
    mail = posted(access_path="/invitations/abc")
    with transaction():
        mark_sent(claimed(), leaves_the_house=False, by=SYSTEM, at=AT)
    assert again(mail).values["access_path"] == "/invitations/abc"
    with transaction():
        assert forget_next_old(by=SYSTEM, at=AT + ACCESS_KEPT_FOR)
    assert again(mail).values["access_path"] == MASK
    with transaction():
        assert not forget_next_old(by=SYSTEM, at=AT + ACCESS_KEPT_FOR)


def test_old_mails_are_forgotten_but_not_the_unsent():
    sent, unsent = posted(), posted()
    with transaction():
        mark_sent(claimed(), leaves_the_house=True, by=SYSTEM, at=AT)
    with transaction():
        assert forget_next_old(by=SYSTEM, at=AT + timedelta(days=house().mails_kept_days))
    with read_only() as session:
        assert session.get(Mail, sent.id) is None
        assert session.get(Mail, unsent.id) is not None


def test_only_staff_reads_mails_and_only_the_worker_claims():
    mail = posted()
    with read_only():
        assert [found.id for found in mails_for(AGENT)] == [mail.id]
        assert mails_for(CALLER) == []
        assert mail_for(CALLER, mail.id) is None
        assert backlog().waiting == 1
    for who in (AGENT, CALLER, NOBODY):
        with pytest.raises(RightMissing), transaction():
            claim_next(by=who, at=AT)
