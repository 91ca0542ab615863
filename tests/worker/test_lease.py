"""Exactly one worker acts (P40)."""

from flask import Flask
from sqlalchemy import text

from portal.db import db
from portal.worker.lease import FileLease, SessionLease, lease_of

END_LOCKS = """
    SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""  # those of this test's database: beside it others are tested on theirs


def test_one_of_two_holds_the_lease_and_the_other_gets_it_afterwards(app: Flask):
    first, second = lease_of(app), lease_of(app)
    assert first.held()
    assert first.held()
    assert not second.held()
    first.release()
    assert second.held()
    assert not first.held()
    second.release()


def test_a_lock_file_that_somebody_removed_is_no_lease(tmp_path):
    path = tmp_path / "portal.sqlite.worker.lock"
    first, second = FileLease(path), FileLease(path)
    assert first.held()
    path.unlink()
    assert second.held()
    assert not first.held()
    second.release()


def test_a_lost_connection_is_a_lost_lease(app: Flask):
    first, second = lease_of(app), lease_of(app)
    if not isinstance(first, SessionLease):
        return
    assert first.held()
    with app.app_context(), db.engine.connect() as connection:
        connection.execute(text(END_LOCKS))
        connection.commit()
    assert not first.held()
    assert second.held()
    assert not first.held()
    second.release()
    assert first.held()
    first.release()
