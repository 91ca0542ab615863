"""A PostgreSQL database of these tests' own, when the suite runs on PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

from tests.postgresql import server_url


@contextmanager
def fresh_database() -> Iterator[str | None]:
    """Its URL, while it lasts; None when the suite runs on SQLite."""
    server = server_url()
    if server is None:
        yield None
        return
    name = f"deskbell_demo_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
