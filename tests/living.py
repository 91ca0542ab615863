"""A board with one living part, before the gate, for tests of what may be answered without asking the portal again."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from gzip import decompress
from typing import Any, NamedTuple

from flask import Blueprint, Flask, Response, request
from markupsafe import escape
from sqlalchemy import delete, update

from portal import create_app
from portal.clock import now
from portal.config import Config
from portal.db import db, session
from portal.domain.people.models import Person, PersonRole, SignIn
from portal.domain.rights import Right
from portal.domain.tickets.queries import Filters, tickets_of
from portal.gate import Gate, Scope
from portal.web.admission import actor, requires
from portal.web.live import Look, answered, drawn, living

ADDRESS = b"/board/live"
bp = Blueprint("board", __name__, url_prefix="/board")
looks: list[str] = []  # one for each time that the database was looked at
drawings: list[str] = []


def look() -> Look:
    """The titles of the tickets that the actor may see."""
    text = request.args.get("q", "")
    looks.append(text)
    titles = [row.title for row in tickets_of(actor(), Filters(text=text)).rows]

    def draw(signature: str) -> str:
        drawings.append(signature)
        lines = "".join(f"<li>{escape(title)} {'.' * 600}</li>" for title in titles)
        return f'<ol id="board" data-live data-v="{signature}">{lines}</ol>'

    return Look(titles, draw)


@bp.get("")
@requires(Right.TICKET_SEE)
def index() -> str:
    """The page."""
    return str(drawn(("board", request.args.get("q", "")), look))


@bp.get("/live")
@requires(Right.TICKET_SEE)
@living
def show() -> Response:
    """The part."""
    return answered(("board", request.args.get("q", "")), look)


@contextmanager
def app_with_board(app: Flask) -> Iterator[Flask]:
    """The portal on the same database, with the board."""
    config: Config = app.config["PORTAL"]
    other = create_app(config)
    other.register_blueprint(bp)
    looks.clear()
    drawings.clear()
    try:
        yield other
    finally:
        with other.app_context():
            db.engine.dispose()


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Readable."""
        zipped = self.headers.get("content-encoding") == "gzip"
        return (decompress(self.body) if zipped else self.body).decode()

    @property
    def signature(self) -> str:
        """What a page would have."""
        return re.search(r'data-v="(\w+)"', self.text)[1]

    @property
    def titles(self) -> list[str]:
        """What it shows."""
        return re.findall(r"<li>(.*?) \.+</li>", self.text)


@dataclass
class House:
    """The gate with the portal behind it; counts what the portal is asked."""

    app: Flask
    asked: int = 0
    gate: Gate = field(init=False)

    def __post_init__(self) -> None:
        """Stand in between."""

        def counting(environ: Any, start_response: Any) -> Any:
            self.asked += 1
            return self.app.wsgi_app(environ, start_response)

        self.gate = Gate(counting, 1_000_000, living=self.app)

    async def get(
        self, cookie: str, query: str = "v=", *, method: str = "GET", path: bytes = ADDRESS, **headers: str
    ) -> Answer:
        """One request of a browser with this cookie."""
        sent: list[Scope] = []

        async def receive() -> Scope:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Scope) -> None:
            sent.append(message)

        said = {"host": "localhost", "cookie": cookie, "hx-request": "true"} | headers
        await self.gate(_scope(method, path, query, {name: said[name] for name in said if said[name]}), receive, send)
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:]))

    def run(self, story: Callable[[], Awaitable[None]]) -> None:
        """In a loop of its own."""

        async def soon() -> None:
            async with asyncio.timeout(20):
                await story()
                if self.gate.viewers._check is not None:
                    await self.gate.viewers._check
            self.gate.hand.shutdown()
            self.gate.viewers.checker.shutdown()

        asyncio.run(soon())


def _scope(method: str, path: bytes, query: str, headers: dict[str, str]) -> Scope:
    return {
        "type": "http",
        "method": method,
        "path": path.decode(),
        "raw_path": path,
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "http_version": "1.1",
        "scheme": "http",
        "client": ("10.0.0.9", 4711),
        "server": ("127.0.0.1", 8000),
    }


def end_sign_in(person):
    """Their browsers are signed out."""
    session().execute(update(SignIn).where(SignIn.person_id == person.id).values(ended_at=now()))


def expire(person):
    """Their sign-ins are over by time."""
    past = now() - timedelta(seconds=1)
    session().execute(update(SignIn).where(SignIn.person_id == person.id).values(expires_at=past))


def forget(person):
    """Nothing is known of their sign-ins."""
    session().execute(delete(SignIn).where(SignIn.person_id == person.id))


def deactivate(person):
    """They may not sign in any more."""
    session().execute(update(Person).where(Person.id == person.id).values(deactivated_at=now()))


def take_roles(person):
    """They may nothing any more."""
    session().execute(delete(PersonRole).where(PersonRole.person_id == person.id))
