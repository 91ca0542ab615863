"""The default data, to begin each test with: real commits are undone, not avoided."""

import shutil
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Table, event, text

from portal.db import db


@event.listens_for(Engine, "connect")
def wait_for_no_disk(connection: Any, _record: object) -> None:
    """What tests write need not survive a power loss; everything else about SQLite is as the portal has it."""
    if type(connection).__module__.startswith("sqlite3"):
        connection.execute("PRAGMA synchronous=OFF")


class Fresh(Protocol):
    """How a database becomes as it was."""

    def restore(self) -> None:
        """Undo what the last test left."""


def fresh_database() -> Fresh:
    """What is there now, to be restored before each test."""
    return FreshFile() if db.engine.dialect.name == "sqlite" else FreshTables()


class FreshFile:
    """SQLite: a copy of the file."""

    def __init__(self) -> None:
        """Keep it as it is now."""
        self.path = Path(db.engine.url.database or "")
        with db.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
        db.engine.dispose()
        self.copy = Path(shutil.copy(self.path, self.path.with_suffix(".fresh")))

    def restore(self) -> None:
        """Put the file back, a new one: a thread that still reads the old one keeps that and its journals.

        In one step: who looks in between, such as the server of a test that has just ended, would make an empty one.
        """
        db.session.remove()
        db.engine.dispose()
        new = shutil.copyfile(self.copy, self.path.with_suffix(".new"))
        for part in ("-wal", "-shm"):
            self.path.with_name(self.path.name + part).unlink(missing_ok=True)
        new.replace(self.path)


class FreshTables:
    """PostgreSQL: one question says which tables and sequences are not as they were; only these are put right.

    Emptying all of them took a tenth of a second a test, however little it had written. Looked at is what stands in
    them, not who wrote it: other processes write too.
    """

    def __init__(self) -> None:
        """Keep rows and numbers as they are now."""
        self.tables: dict[str, Table] = {table.name: table for table in db.metadata.sorted_tables}
        with db.engine.connect() as connection:
            self.rows = {name: self._rows(connection, table) for name, table in self.tables.items()}
            self.next_numbers = self._next_numbers(connection)
            marks = {name: connection.scalar(text(f"SELECT {_mark(name)}")) for name, rows in self.rows.items() if rows}
        self.touched = text(
            " UNION ALL ".join(
                f"SELECT '{name}' WHERE {_mark(name)} IS DISTINCT FROM '{marks[name]}'"
                if name in marks
                else f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})"
                for name in self.tables
            )
        )

    def restore(self) -> None:
        """Put right what is not as it was. No trigger and no foreign key is asked: what comes back fits together."""
        db.session.remove()
        with db.engine.begin() as connection:
            touched = set(connection.scalars(self.touched))
            if touched:
                connection.execute(text("SET LOCAL session_replication_role = replica"))
            for name in touched:
                connection.execute(text(f"DELETE FROM {name}"))
                if rows := self.rows[name]:
                    connection.execute(self.tables[name].insert(), rows)
            for name, number in self._next_numbers(connection).items():
                if self.next_numbers.get(name) != number:
                    last = self.next_numbers.get(name)
                    value, is_called = (1, "false") if last is None else (last, "true")
                    connection.execute(text(f"SELECT setval('{name}', {value}, {is_called})"))

    @staticmethod
    def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
        return [dict(row._mapping) for row in connection.execute(table.select())]

    @staticmethod
    def _next_numbers(connection: Connection) -> dict[str, int | None]:
        """The last number each sequence gave; None: none yet."""
        return dict(connection.execute(text("SELECT sequencename, last_value FROM pg_sequences")).all())


def _mark(table: str) -> str:
    """SQL: one text that tells whether a small table says the same as before."""
    return f"(SELECT md5(string_agg(r::text, ';' ORDER BY r::text)) FROM {table} r)"
