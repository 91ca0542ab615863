"""One database, SQLite or PostgreSQL, and the two ways into it: transaction() and read_only().

Returning commits, raising rolls back. On SQLite a transaction begins IMMEDIATE, so that no writer fails half-way with
"database is locked", and a reading one is deferred and may not write. On PostgreSQL a reading one is READ ONLY. A GET
that tries to write therefore fails loudly on both (architecture.md, section 3).
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, Connection, DateTime, Dialect, Engine, Integer, MetaData, Select, event, func, text
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.compiler import InsertmanyvaluesSentinelOpts
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. A naive datetime is refused: nobody knows when that was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse what has no zone; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value!r} has no time zone"
            raise ValueError(message)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - its shape
        """Everything that comes out is aware and in UTC."""
        return None if value is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """SQLite keeps text, which is read in one go: a list has a hundred moments (P44)."""
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _from_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")


BigKey = BigInteger().with_variant(Integer, "sqlite")

# SQLite numbers the rows of one INSERT in their order, so rows of one table that are flushed together are one statement
# there too, as on PostgreSQL (P44).
SQLiteDialect.insertmanyvalues_implicit_sentinel = InsertmanyvaluesSentinelOpts.ANY_AUTOINCREMENT


class Base(DeclarativeBase):
    """What every table has in common: names for its constraints."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model
    Model.registry.update_type_annotation_map({datetime: UtcDateTime})


def session() -> Session:
    """The session of the transaction under way."""
    return db.session()


def connection() -> Connection:
    """The connection of the transaction under way, for plain rows."""
    found: Connection | None = session().info.get("connection")
    return found or session().connection()


_PATIENCE, _TURN = 60_000, 20  # milliseconds that SQLite waits for another writer: in all, and before it looks anew
_writes = [0]  # of this process, while it runs


def writes_seen() -> int | None:
    """How often this process had written when the reading transaction under way began; None: it is no reading one."""
    found: int | None = session().info.get("writes_seen")
    return found


@event.listens_for(Engine, "connect")
def _sqlite_manners(connection: Any, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # the BEGIN is ours, below
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # what was acknowledged survives a power loss (P45)
        "foreign_keys=ON",
        f"busy_timeout={_PATIENCE}",
        "cache_size=-16384",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _sqlite_begin(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    reading = connection.get_execution_options().get("portal_reading", False)
    if connection.info.get("reading") != reading:
        manners = connection.connection.cursor()
        manners.execute(f"PRAGMA query_only={int(reading)}")
        manners.execute(f"PRAGMA busy_timeout={_PATIENCE if reading else _TURN}")
        connection.info["reading"] = reading
    if reading:  # waits for nobody, so straight to the driver: each page begins with it (P44)
        connection.connection.cursor().execute("BEGIN")
    else:
        _begin_writing(connection)


def _begin_writing(connection: Connection) -> None:
    """Wait for the turn to write, looking often: within six busy writers nobody is passed over for long (A4).

    SQLite wakes nobody who waits. Each looks again by itself, the longer it waits the more seldom, in the end ten times
    a second, and could miss every gap for half a minute; so whoever waits begins anew after a few milliseconds.
    """
    until = monotonic() + _PATIENCE / 1_000
    while monotonic() < until:
        try:
            connection.connection.cursor().execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as busy:
            if busy.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                break
        else:
            return
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # once more, to be refused in SQLAlchemy's words


@contextmanager
def transaction() -> Iterator[Session]:
    """Everything inside becomes true together when the block returns, or leaves no trace when it raises."""
    try:
        db.session.connection()
        yield db.session()
        db.session.commit()
        _writes[0] += 1
    except BaseException:
        db.session.rollback()
        raise
    finally:
        db.session.remove()


@contextmanager
def read_only() -> Iterator[Session]:
    """Look, and leave nothing behind. Writing in here is an error of the database's."""
    try:
        db.session().info["writes_seen"] = _writes[0]
        options = {"portal_reading": True, **_read_only_on_postgresql()}
        db.session().info["connection"] = db.session.connection(execution_options=options)
        yield db.session()
    finally:
        db.session.remove()


def one_at_a_time(name: str) -> None:
    """From here to the end of the transaction nobody else is inside `name`: for counting before adding.

    SQLite's only writer is alone anyway; PostgreSQL takes an advisory lock.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def alone_in(found: Select[*tuple[Any, ...]], name: str) -> Select[*tuple[Any, ...]]:
    """A query that finds something and enters one_at_a_time on its way: what is asked after it sees what others did.

    On PostgreSQL it has one column more, at the end, with nothing in it.
    """
    if db.engine.dialect.name != "postgresql":
        return found
    return found.add_columns(func.pg_advisory_xact_lock(func.hashtextextended(name, 0)))


def _read_only_on_postgresql() -> dict[str, bool]:
    return {"postgresql_readonly": True} if db.engine.dialect.name == "postgresql" else {}
