"""Exactly one worker acts; the others stand by and take over when it is gone (P40).

SQLite: an exclusive flock on <database>.worker.lock, which the kernel frees when its holder dies, however it dies.
PostgreSQL: an advisory lock of a session of its own, which the server frees when that session ends. So that it notices
a machine that vanished without a word, it is asked to look after 15 s of silence, and the worker gives up a connection
that doesn't answer within 10 s: both stay below the 30 s in which another takes over.
"""

import fcntl
import os
import threading
from pathlib import Path
from typing import Protocol

from flask import Flask
from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from portal.db import db

KEY = 0x6465736B62656C6C  # "deskbell"; advisory locks are each database's own
KEEPALIVE = {"keepalives_idle": 5, "keepalives_interval": 5, "keepalives_count": 2, "tcp_user_timeout": 10_000}
WATCH_US = ("tcp_keepalives_idle = 5", "tcp_keepalives_interval = 5", "tcp_keepalives_count = 2")


class Lease(Protocol):
    """The right to act."""

    proves_death: bool  # whoever gets it knows that the last holder is dead, not merely cut off

    def held(self) -> bool:
        """Whether this worker acts: it holds the lease, or could take it now. Asked before each item."""

    def release(self) -> None:
        """Let another act."""


def lease_of(app: Flask) -> Lease:
    """The lease of the application's database."""
    with app.app_context():
        address = db.engine.url
    if address.get_backend_name() == "sqlite":
        return FileLease(Path(f"{address.database or 'portal'}.worker.lock"))
    return SessionLease(
        create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=KEEPALIVE)
    )


class FileLease:
    """An exclusive lock on a file."""

    proves_death = True

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None
        self._one = threading.Lock()

    def held(self) -> bool:
        """Still, or from now on."""
        with self._one:
            if self._file is not None and not self._is_the_file(self._file):
                self._close()  # somebody removed it: others would lock another one
            if self._file is None:
                self._file = self._locked()
            return self._file is not None

    def release(self) -> None:
        """Closing unlocks."""
        with self._one:
            self._close()

    def _locked(self) -> int | None:
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return None
        return file

    def _is_the_file(self, file: int) -> bool:
        try:
            return os.path.samestat(os.fstat(file), self.path.stat())
        except FileNotFoundError:
            return False

    def _close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


class SessionLease:
    """An advisory lock of a PostgreSQL session."""

    proves_death = False  # a broken connection frees it, too

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._session: Connection | None = None
        self._one = threading.Lock()

    def held(self) -> bool:
        """Still, or from now on. A database that can't be reached is nobody's to act on."""
        with self._one:
            try:
                if self._session is not None:
                    self._session.execute(text("SELECT 1"))
                else:
                    self._session = self._locked()
            except SQLAlchemyError:
                self._close()
            return self._session is not None

    def release(self) -> None:
        """Ending the session unlocks."""
        with self._one:
            self._close()

    def _locked(self) -> Connection | None:
        session = self.engine.connect()
        try:
            for setting in WATCH_US:
                session.exec_driver_sql(f"SET {setting}")
            if session.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": KEY}):
                return session
        except BaseException:
            session.close()
            raise
        session.close()
        return None

    def _close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.invalidate()
            session.close()
