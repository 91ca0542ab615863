"""The migrations end where the models are: tables, columns, constraints, indexes, triggers (P20, P21)."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, create_engine, text

from portal import create_app
from portal.config import Config
from portal.db import db
from portal.schema import migrate, newest, present
from tests.postgresql import server_url

HELP = (
    "The models have changed: write a migration (flask --app portal.schema:with_history db migrate),"
    " or mend the one that is not released yet"
)
WITHOUT = {"alembic_version", "sqlite_sequence"}
POSTGRESQL = {
    "columns": """
        SELECT table_name || '.' || column_name, data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """
        SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": """
        SELECT tablename || '.' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'""",
    "triggers": """
        SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal""",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}


def shape(connection: Connection) -> dict[str, str]:
    """Everything that has a name in the database, with what it is."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        return {name: in_one_order(sql) for name, sql in rows if name.split()[1] not in WITHOUT}
    found = {}
    for kind, asked in POSTGRESQL.items():
        rows = connection.execute(text(asked))
        found |= {
            f"{kind} {name}": " ".join(str(what).split()) for name, what in rows if name.split(".")[0] not in WITHOUT
        }
    return found


def in_one_order(sql: str) -> str:
    """A CREATE statement whose columns and constraints stand in one order, whoever wrote it."""
    whole = re.sub(
        r"(NOT NULL|DATE|DATETIME|INTEGER), (?=\w)", r"\1,\n", sql.replace('"', "")
    )  # SQLite adds a column to the last one's line
    lines = [re.sub(r"\s+", " ", line).strip().rstrip(",").strip() for line in whole.splitlines()]
    return "\n".join(sorted(line for line in lines if line))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """The application on a database without tables."""
    server = server_url()
    if server is None:
        yield create_app(Config.read(tmp_path, {"PORTAL_LOG_LEVEL": "error"}))
        return
    name = f"deskbell_migrated_{os.getpid()}"
    admin = create_engine(server.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = admin.url.set(database=name).render_as_string(hide_password=False)
    app = create_app(Config.read(tmp_path, {"DATABASE_URL": url, "PORTAL_LOG_LEVEL": "error"}))
    yield app
    with app.app_context():
        db.engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name}"))
    admin.dispose()


def test_migrations_and_models_make_the_same_database(app: Flask, empty: Flask):
    """P20, P21: what runs is what was tested, triggers included."""
    with app.app_context(), db.engine.connect() as connection:
        modelled = shape(connection)
    migrate(empty)
    with empty.app_context(), db.engine.connect() as connection:
        migrated = shape(connection)
    assert sorted(modelled) == sorted(migrated), HELP
    differing = [
        f"{name}\n  models:     {modelled[name]}\n  migrations: {migrated[name]}"
        for name in modelled
        if modelled[name] != migrated[name]
    ]
    assert not differing, HELP + "\n" + "\n".join(differing)


def test_a_migrated_database_is_the_newest_and_migrating_again_changes_nothing(empty: Flask):
    migrate(empty)
    with empty.app_context():
        assert present() == newest() is not None
        with db.engine.connect() as connection:
            before = shape(connection)
    migrate(empty)
    with empty.app_context(), db.engine.connect() as connection:
        assert shape(connection) == before
