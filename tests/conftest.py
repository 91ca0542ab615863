"""One application per process of tests; for every test a fresh database with real commits."""

import gc
import os
import shutil
import socket
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from portal import create_app
from portal.config import Config
from portal.db import db, transaction
from portal.domain.booking.situation import shop_hours
from portal.domain.calendars import queries as calendars
from tests.client import PortalClient, Visitor
from tests.fresh import fresh_database
from tests.manners import parsed_in
from tests.postgresql import server_url
from tests.seeds import seed

pytest_plugins = ["tests.compiled", "tests.people", "tests.at_once", "tests.together"]
LOCAL = {"127.0.0.1", "localhost", "::1"}
LONG = ("tests/security/", "tests/commands/", "tests/migrations/")  # attacks, processes and histories
ANY_DATABASE = ("tests/demo/", "tests/migrations/", "tests/commands/test_run.py")  # make one where the suite runs
WAITS = (
    "tests/worker/test_kill",
    "tests/commands/",
)  # for other processes: first, so that the run ends without waiting


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What never asks for the app reaches no database of ours, or one of its own: elsewhere it is only said again.

    Some folders are slow as a whole: a minute is for what one breaks while writing.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(WAITS))
    for item in items:
        if item.nodeid.startswith(LONG):
            item.add_marker(pytest.mark.slow)
        if not item.nodeid.startswith(ANY_DATABASE) and "app" not in getattr(item, "fixturenames", ("app",)):
            item.add_marker(pytest.mark.once)


def pytest_collection_finish() -> None:
    """Rubbish is looked for seldom: parsed pages are full of circles, and looking took a tenth of the time."""
    gc.set_threshold(200_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _strictly_parsed_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The processes of a run tell each other which pages one of them has parsed by the letter."""
    base = tmp_path_factory.getbasetemp()
    parsed_in(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database of this test process's own."""
    server = server_url()
    if server is None:
        return f"sqlite:///{tmp_path_factory.mktemp('database') / 'portal.sqlite'}"
    name = f"deskbell_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"
    admin = create_engine(_psycopg(server), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return (
        _psycopg(server).replace("/postgres?", f"/{name}?")
        if "/postgres?" in server
        else _psycopg(server).rsplit("/", 1)[0] + f"/{name}"
    )


def _psycopg(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture(scope="session")
def app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application, on a database with its schema and the default data, and nobody in it."""
    instance = tmp_path_factory.mktemp("instance")
    calendars._REMEMBERED = 100_000  # the tests' many calendars never make it forget the shop's
    config = Config.read(instance, {"DATABASE_URL": database_url, "PORTAL_LOG_LEVEL": "error"})
    app = create_app(config)
    app.config["TESTING"] = True
    with app.app_context():
        db.create_all()
        with transaction():
            seed()
            shop_hours()  # kept in the process: statements of pages are counted without this first reading
        app.extensions["fresh"] = fresh_database()
    gc.freeze()  # what is loaded stays until the end: looking through it for rubbish took a tenth of the time
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def database(request: pytest.FixtureRequest) -> Iterator[None]:
    """Undo what the last test left. Pure tests (rules, conventions) that never ask for the app pay nothing."""
    if "app" not in request.fixturenames:
        yield
        return
    app: Flask = request.getfixturevalue("app")
    with app.app_context():
        app.extensions["fresh"].restore()
    app.extensions.get("pace", {}).clear()
    shutil.rmtree(app.config["PORTAL"].attachments, ignore_errors=True)
    yield


@pytest.fixture
def client(app: Flask) -> PortalClient:
    """A visitor's browser: nobody is signed in."""
    return Visitor(app)


@pytest.fixture(autouse=True)
def no_sockets_to_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches beyond this machine."""
    connect = socket.socket.connect

    def only_local(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOCAL:
            message = f"A test tried to reach {address[0]}"
            raise AssertionError(message)
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", only_local)
