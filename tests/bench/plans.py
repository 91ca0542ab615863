"""How the database finds what it is asked for: no statement may read a whole table that grows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from portal.db import db

# Everything else stays small: settings, services, resources and their plans
GROWS = ("bookings", "allocations", "appointments", "appointment_links", "booking_changes", "preparation_notices")
GROWS += ("part_lines", "appointment_reminders", "appointment_contacts", "customers", "assets", "audit_entries")
GROWS += ("mails", "holds", "asset_visits", "open_items", "complaints", "invites", "contact_attempts")
_SCAN = re.compile(r"^SCAN (\w+?)(?:_\d+)?(?= |$)", re.MULTILINE)
_SEQUENTIAL = re.compile(r"Seq Scan on (\w+)")


class Plans:
    """The statements that came by, each with the values that it came with first."""

    def __init__(self, app: Flask) -> None:
        """None yet."""
        self.app, self.seen = app, dict[str, Any]()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Keep those that read or change."""

        def keep(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
            if statement.startswith(("SELECT", "UPDATE", "DELETE")):
                self.seen.setdefault(statement, parameters)

        with self.app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", keep)
        yield
        event.remove(engine, "before_cursor_execute", keep)

    def scans(self) -> list[str]:
        """A line for each that reads all of a growing table."""
        with self.app.app_context(), db.engine.connect() as connection:
            is_sqlite = connection.dialect.name == "sqlite"
            explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
            if not is_sqlite:  # of small tables it rather reads all: is there another way?
                connection.exec_driver_sql("SET enable_seqscan = off")
            found = []
            for statement, values in self.seen.items():
                lines = [str(row[-1]) for row in connection.exec_driver_sql(explain + statement, values)]
                if is_sqlite and "LIMIT" in statement:
                    lines = [line for line in lines if " USING " not in line]  # in an order, and it stops
                wholes = (_SCAN if is_sqlite else _SEQUENTIAL).findall("\n".join(lines))
                if set(wholes) & set(GROWS):
                    found.append(f"{', '.join(sorted(set(wholes) & set(GROWS)))}: {' '.join(statement.split())}")
            return found
