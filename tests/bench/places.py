"""Databases to measure on: made once a day and kept in a temporary folder; each measurement gets a copy."""

import getpass
import hashlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy
from urllib.parse import urlsplit

import psycopg
from flask import Flask

from portal import create_app
from portal.clock import now
from portal.commands.init import seed_defaults
from portal.config import Config
from portal.db import db, transaction
from portal.schema import MIGRATIONS, migrate
from portal.serving import settle
from tests.bench import data
from tests.bench.data import Size, fill


@contextmanager
def portal_with(size: Size, server: str | None) -> Iterator[Flask]:
    """The application as a web process runs it, on SQLite or on that PostgreSQL, with so many tickets."""
    with tempfile.TemporaryDirectory(prefix="deskbell-bench-") as folder:
        url = _postgresql(size, server) if server else f"sqlite:///{copy(kept_sqlite(size), folder)}"
        app = create_app(Config.read(folder, {"DATABASE_URL": url}))
        settle()
        yield app
        with app.app_context():
            db.engine.dispose()


def kept_sqlite(size: Size) -> Path:
    """The file of today; made when it isn't there. For copying."""
    kept = Path(tempfile.gettempdir()) / f"deskbell-bench-{getpass.getuser()}" / f"{_name(size)}.sqlite"
    if not kept.exists():
        under_way = kept.with_suffix(".under-way")
        kept.parent.mkdir(exist_ok=True)
        under_way.unlink(missing_ok=True)
        _make(f"sqlite:///{under_way}", size)
        under_way.rename(kept)
    return kept


def _postgresql(size: Size, server: str) -> str:
    kept = _name(size)
    with psycopg.connect(server, autocommit=True) as admin:
        there = {row[0] for row in admin.execute("SELECT datname FROM pg_database WHERE datname LIKE 'bench_%'")}
        for name in there - {_name(Size(1_000)), _name(Size(100_000))}:  # yesterday's, and copies
            admin.execute(f"DROP DATABASE {name}")
        if kept not in there:
            admin.execute(f"CREATE DATABASE {kept}_under_way")
            _make(_in_database(server, f"{kept}_under_way"), size)
            admin.execute(f"ALTER DATABASE {kept}_under_way RENAME TO {kept}")
        admin.execute(f"CREATE DATABASE {kept}_copy TEMPLATE {kept}")
    return _in_database(server, f"{kept}_copy")


def _name(size: Size) -> str:
    """Of the day, and of the shape that the database has and the data get: another shape is made anew."""
    shape = hashlib.blake2b(digest_size=4)
    for file in [*sorted((MIGRATIONS / "versions").glob("*.py")), Path(data.__file__)]:
        shape.update(file.read_bytes())
    return f"bench_{size.tickets}_{now():%Y%m%d}_{shape.hexdigest()}"


def _in_database(server: str, name: str) -> str:
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def _make(url: str, size: Size) -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Config.read(folder, {"DATABASE_URL": url}))
        migrate(app)
        with app.app_context():
            with transaction():
                seed_defaults()
                fill(size, now())
            if db.engine.dialect.name == "postgresql":  # as its autovacuum does; SQLite has nobody who does
                with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.exec_driver_sql("VACUUM ANALYZE")
            db.engine.dispose()
    print(f"Made {size.tickets:,} tickets in {time.monotonic() - began:.0f} s: {urlsplit(url).scheme}", flush=True)
