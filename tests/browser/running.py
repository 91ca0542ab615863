"""A real portal for the browser: its own folder, its own database, its own processes, on a free port."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask

from portal import create_app
from portal.clock import now
from portal.config import Config
from portal.db import db, transaction
from portal.domain.people.models import SignIn
from portal.domain.people.queries import hashed

ROOT = Path(__file__).resolve().parents[2]
PORTAL = [sys.executable, "-c", "from portal.cli import cli; cli()"]


@dataclass
class Running:
    """A portal that answers at `url`. `app` is the same portal in this process, to look into its database."""

    url: str
    app: Flask
    folder: Path

    def said(self) -> str:
        """The end of what the processes wrote."""
        return (self.folder / "output.txt").read_text()[-3000:].replace("\\n", "\n")

    def cookie_of(self, person_id: int) -> dict[str, str]:
        """The cookie of a browser in which this person has just signed in."""
        return {**cookie_of(self.app, person_id), "url": self.url}


def cookie_of(app: Flask, person_id: int) -> dict[str, str]:
    """Name and value of the cookie of somebody who has just signed in."""
    token, at = secrets.token_urlsafe(32), now()
    sign_in = SignIn(
        person_id=person_id, token_hash=hashed(token), started_at=at, seen_at=at, expires_at=at + timedelta(days=1)
    )
    with app.app_context(), transaction() as session:
        session.add(sign_in)
    value = app.session_interface.get_signing_serializer(app).dumps(
        {"_user_id": token, "_fresh": True, "_permanent": True}
    )
    return {"name": app.config["SESSION_COOKIE_NAME"], "value": value}


def prepared(folder: Path, env: dict[str, str]) -> Flask:
    """An empty portal in this folder, as `portal init` makes it."""
    subprocess.run(
        [*PORTAL, "init", "--migrate-only", "--instance", str(folder)],
        env=env,
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return create_app(Config.read(folder, env))


@contextlib.contextmanager
def running(folder: Path, fill: Callable[[Flask], None], command: str = "run") -> Iterator[Running]:
    """Make the database, fill it, serve it (`portal run`, or `portal web` without the worker), stop it again."""
    port = free_port()
    env = environment(port)
    app = prepared(folder, env)
    fill(app)
    with served(app, folder, port, command) as portal:
        yield portal


@contextlib.contextmanager
def running_again(folder: Path) -> Iterator[Running]:
    """Serve what is in this folder already, without the worker."""
    port = free_port()
    with served(create_app(Config.read(folder, environment(port))), folder, port, "web") as portal:
        yield portal


@contextlib.contextmanager
def served(app: Flask, folder: Path, port: int, command: str, **settings: str) -> Iterator[Running]:
    """The portal's processes, until the test is done with them."""
    env = environment(port) | settings
    with (folder / "output.txt").open("w") as output:
        serve = [*PORTAL, command, "--instance", str(folder), "--port", str(port)]
        process = subprocess.Popen(serve, env=env, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        try:
            until(lambda: answers(port) or process.poll() is not None, "the portal answers")
            assert process.poll() is None, (folder / "output.txt").read_text()
            yield Running(f"http://127.0.0.1:{port}", app, folder)
        finally:
            process.terminate()
            process.wait(60)
            with app.app_context():
                db.engine.dispose()


def environment(port: int) -> dict[str, str]:
    """This environment without the settings of anybody's portal."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_URL"))}
    return env | {"PORTAL_URL": f"http://127.0.0.1:{port}", "PORTAL_LOG_LEVEL": "warning"}


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """The portal is up."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def until(is_so: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Wait for another process, not longer than needed."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"After {seconds:g} s not yet: {what}"
        time.sleep(0.03)
