"""Taking files in, giving them out, sweeping (P23, P45)."""

import os
from datetime import timedelta
from io import BytesIO

import pytest

from portal.db import read_only, transaction
from portal.domain.actors import SYSTEM
from portal.domain.attachments import operations
from portal.domain.attachments.operations import (
    claim_uploads,
    drop_upload,
    forget_unsent_uploads,
    keep_upload,
    sweep_files,
)
from portal.domain.attachments.queries import pending
from portal.domain.attachments.refusals import FileForbidden, FileTooLarge, TooManyFiles, TooMuchWaiting
from portal.domain.attachments.store import Store
from portal.domain.house.queries import house
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.operations import add_note
from portal.domain.tickets.queries import attachment_for, conversation, ticket_for
from tests.factories_tickets import MONDAY, make_agent, make_customer, make_ticket

PLACE = "/tickets/new#ticket"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_app(app):
    with app.app_context():
        yield


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "attachments", lambda path: b"EICAR" in path.read_bytes())


@pytest.fixture
def mei(_in_app):
    with transaction():
        return make_customer().mei


def keep(store, doer, content=b"12:00 error", name="log.txt", limit=1_000_000, place=PLACE):
    with transaction():
        return keep_upload(store.put(BytesIO(content), limit), name, place, by=doer.actor, at=MONDAY)


def on_disk(store):
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_a_file_lies_under_a_random_name_readable_by_its_owner_alone(store, mei):
    kept = keep(store, mei)
    [path] = on_disk(store)
    assert path == store.path(kept.key)
    assert path.read_bytes() == b"12:00 error"
    assert "log" not in str(path.relative_to(store.folder))
    assert path.stat().st_mode & 0o077 == 0


def test_too_large_forbidden_infected_and_too_many(store, mei):
    with transaction():
        house().attachment_limit_mb, house().attachments_limit = 1, 2
    with pytest.raises(FileTooLarge):
        keep(store, mei, b"x" * 1_000_001)
    with pytest.raises(FileForbidden):
        keep(store, mei, b"MZ\x90")
    with pytest.raises(FileForbidden):
        keep(store, mei, b"EICAR")
    keep(store, mei)
    keep(store, mei)
    with pytest.raises(TooManyFiles):
        keep(store, mei)


def test_what_is_too_large_or_infected_does_not_stay_on_disk(store):
    assert store.put(BytesIO(b"x" * 11), 10).size == 11
    assert store.put(BytesIO(b"EICAR"), 10).is_infected
    assert on_disk(store) == []


def test_pending_files_are_bound_to_person_and_form(store, mei):
    with transaction():
        olga = make_customer("Contoso").mei
    kept = keep(store, mei)
    with transaction():
        assert pending(olga.actor, PLACE) == []
        assert pending(mei.actor, "/tickets/1001#reply") == []
        drop_upload(kept.key, by=olga.actor, at=MONDAY)
        assert claim_uploads(PLACE, by=olga.actor, at=MONDAY) == []
        assert [file.id for file in claim_uploads(PLACE, by=mei.actor, at=MONDAY)] == [kept.id]
        assert claim_uploads(PLACE, by=mei.actor, at=MONDAY) == []  # once


def test_a_file_is_fetched_through_its_ticket_alone_p2(store, mei):
    keep(store, mei)
    note = keep_for_note = None
    with transaction():
        olga, sam = make_customer("Contoso").mei, make_agent()
        ticket = make_ticket(mei, uploads=PLACE)
        number = ticket.number
    keep_for_note = keep(store, sam, place="note")
    with transaction():
        note = add_note(ticket_for(sam.actor, number), ReplyDraft(body="x", uploads="note"), by=sam.actor, at=MONDAY)
        assert note is not None
    with read_only():
        key = ticket_key(mei, number)
        assert attachment_for(mei.actor, number, key) is not None
        assert attachment_for(sam.actor, number, key) is not None
        assert attachment_for(olga.actor, number, key) is None
        assert attachment_for(mei.actor, number + 1, key) is None
        assert attachment_for(sam.actor, number, keep_for_note.key) is not None
        assert attachment_for(mei.actor, number, keep_for_note.key) is None  # a note's file is staff's


def ticket_key(doer, number):
    return conversation(doer.actor, ticket_for(doer.actor, number))[0].files[0].key


def test_the_sweep_takes_what_nobody_sent_and_what_no_row_refers_to(store, mei):
    old, young = keep(store, mei), keep(store, mei, place="other")
    stray = store.put(BytesIO(b"left by a crash"), 100)
    long_ago = (MONDAY - 2 * DAY).timestamp()
    for path in on_disk(store):
        os.utime(path, (long_ago, long_ago))
    with transaction():
        claim_uploads("other", by=mei.actor, at=MONDAY)
    with read_only():  # nobody waits for it
        assert sweep_files(store, by=SYSTEM, at=MONDAY) == 1  # the stray one
    assert not store.path(stray.key).exists()
    with transaction():
        forget_unsent_uploads(by=SYSTEM, at=MONDAY + 31 * DAY)
    with read_only():
        sweep_files(store, by=SYSTEM, at=MONDAY + 31 * DAY)
    assert not store.path(old.key).exists()
    assert store.path(young.key).exists()


def test_nobody_fills_the_disk_with_files_that_are_never_sent(store, monkeypatch):
    """Threats, upload abuse: counted over all forms of one person, by number and by size; others aren't hindered."""
    monkeypatch.setattr(operations, "MOST_WAITING", 3)
    with transaction():
        mei, sam = make_customer().mei.actor, make_agent().actor
        for number in range(3):
            keep_upload(store.put(BytesIO(b"x"), 10), "log.txt", f"/tickets/{number}#reply", by=mei, at=MONDAY)
        with pytest.raises(TooMuchWaiting, match="3 of your files wait"):
            keep_upload(store.put(BytesIO(b"x"), 10), "log.txt", PLACE, by=mei, at=MONDAY)
        keep_upload(store.put(BytesIO(b"x"), 10), "log.txt", PLACE, by=sam, at=MONDAY)
        claim_uploads("/tickets/0#reply", by=mei, at=MONDAY)
        keep_upload(store.put(BytesIO(b"x"), 10), "log.txt", PLACE, by=mei, at=MONDAY)


def test_nor_with_large_ones(store, monkeypatch):
    monkeypatch.setattr(operations, "MOST_WAITING_MB", 1)
    with transaction():
        mei = make_customer().mei.actor
        keep_upload(store.put(BytesIO(b"x" * 600_000), 10**6), "log.txt", PLACE, by=mei, at=MONDAY)
        with pytest.raises(TooMuchWaiting):
            keep_upload(store.put(BytesIO(b"x" * 600_000), 10**6), "log.txt", PLACE, by=mei, at=MONDAY)
