"""Alembic's entry: the same history for SQLite and PostgreSQL, on the application's own engine."""

from typing import Any

from alembic import context
from flask import current_app

from portal.db import UtcDateTime, db


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Write our column types by name."""
    if kind == "type" and isinstance(item, UtcDateTime):
        autogen_context.imports.add("from portal.db import UtcDateTime")
        return "UtcDateTime()"
    return False


def run_migrations() -> None:
    """All in one transaction: half a migration does not happen."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run_migrations()
