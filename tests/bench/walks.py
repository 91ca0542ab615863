"""What is measured: requests as a signed-in browser sends them, through the whole application, in this process."""

import io
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, cycle
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import event, select
from werkzeug.test import EnvironBuilder

from portal.db import db, read_only, session
from portal.domain.people.models import Person
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.rules import Standing
from portal.showing import ticket_rows
from tests.bench.data import AGENTS, CALLERS_EACH
from tests.bench.figures import Figures
from tests.bench.queue import queue_looks
from tests.people import browser_of

_answers = count()
ROUNDS, WARM = 10, 3  # the first of each round are not counted
DESCRIPTION = "Since about 09:00 no new device finishes enrolment. The screen says: *try again later*.\n" * 4
ANSWER = "Thank you. Try the build of this morning:\n\n1. Open Settings\n2. Choose **Update**\n" * 3


@dataclass(frozen=True, slots=True)
class Request:
    """One request, ready to be sent."""

    path: str
    fields: dict[str, str] | None = None  # of a form; None: a GET


class Browser:
    """A signed-in person. Builds no pages and keeps no cookies but the one, so that only the server is measured."""

    def __init__(self, app: Flask, person: Person) -> None:
        """Their cookie, and the CSRF token that goes with it."""
        self.app = app
        client = browser_of(app, person)
        client.get("/account")  # the session gets its CSRF token
        cookie = client.http.get_cookie(app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        self.headers = {"Cookie": f"{cookie.key}={cookie.value}", "Accept-Encoding": "gzip", "Accept-Language": "en"}
        self.csrf = client.csrf

    def send(self, request: Request) -> tuple[int, float, float]:
        """Status, CPU milliseconds, wall milliseconds."""
        method, data = "GET", None
        if request.fields is not None:
            method, data = "POST", urlencode({**request.fields, "csrf_token": self.csrf})
        form = "application/x-www-form-urlencoded" if data else None
        environ = EnvironBuilder(
            request.path, method=method, headers=self.headers, data=data, content_type=form
        ).get_environ()
        statuses: list[str] = []
        wall, cpu = time.perf_counter(), time.process_time()
        answer = self.app.wsgi_app(environ, lambda status, *_: statuses.append(status) or io.BytesIO().write)
        for _part in answer:
            pass
        if hasattr(answer, "close"):
            answer.close()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        return int(statuses[0][:3]), cpu * 1e3, wall * 1e3


@dataclass(frozen=True, slots=True)
class Operation:
    """What somebody does, over and over; the next request, and whose."""

    name: str
    status: int
    requests: Iterator[tuple[Browser, Request]]
    before: Callable[[], None] = lambda: None  # each; not measured


def operations(app: Flask) -> list[Operation]:
    """All that are measured: several agents and callers, another ticket each time."""
    with app.app_context(), read_only():
        people = list(session().scalars(select(Person).order_by(Person.id)))
        area = session().connection().exec_driver_sql("SELECT min(id) FROM product_areas").scalar_one()
        numbers = list(session().scalars(select(Ticket.number).where(Ticket.standing < Standing.DONE)))
        running = list(session().scalars(select(Ticket.number).where(Ticket.standing == Standing.RUNNING)))
        session().expunge_all()
    chance = random.Random(1)
    chance.shuffle(numbers)
    chance.shuffle(running)
    agents = cycle([Browser(app, person) for person in people[:AGENTS][:6]])
    callers = cycle([Browser(app, person) for person in people[AGENTS::CALLERS_EACH][:6]])
    looks = ((next(agents), Request("/tickets")) for _ in cycle("x"))
    return [
        Operation("staff list", 200, looks),
        Operation("staff list, every row drawn anew", 200, looks, forget_rows),
        *(
            Operation(name, 200, ((next(agents), asked) for asked in cycle([Request(path)])), before)
            for name, path, before in queue_looks(app)
        ),
        Operation("one ticket", 200, ((next(agents), Request(f"/tickets/{n}")) for n in cycle(numbers))),
        Operation("the intake form", 200, ((next(callers), Request("/tickets/new")) for _ in cycle("x"))),
        Operation("opening a ticket", 303, ((next(callers), intake_of(i, area)) for i in count())),
        Operation(
            "answering", 303, ((next(agents), answer_to(n)) for n in cycle([*running, *numbers]))
        ),  # first ones first
    ]


INTAKE = {
    "description": DESCRIPTION,
    "contact_name": "Mei Lin",
    "contact_email": "mei@example.com",
    "contact_phone": "+1 212 555 0100",
    "expected": "That the phone finishes enrolment.",
    "impact": "New colleagues cannot work.",
    "since": "this morning",
    "reproducible": "always",
    "device_model": "S20 G988U",
    "imeis": "490154203237518",
    "device_count": "12",
    "os_build": "Android 16, BP1A.250505.005",
    "carrier": "Northern Mobile",
}


def intake_of(i: int, area: int) -> Request:
    """The filled form; no two are the same, as the portal would take the second for a slip of the finger."""
    said = {"title": f"Enrolment stops on every new phone ({i})", "severity": "2", "area": str(area)}
    return Request("/tickets", INTAKE | said | {"at_page": "/tickets/new#ticket"})


def answer_to(number: int) -> Request:
    """An answer that has read everything."""
    said = {"body": f"{ANSWER}\n({next(_answers)})", "then": "", "seen_message_id": str(2**31 - 1)}
    return Request(f"/tickets/{number}/replies", said | {"at_page": f"/tickets/{number}#reply"})


def forget_rows() -> None:
    """As if this process had never drawn one."""
    ticket_rows._drawn.cache_clear()


def measured(app: Flask, repetitions: int) -> list[Figures]:
    """Every operation so often, in rounds, so that what else the machine does falls on all of them."""
    walks = operations(app)
    figures = [Figures(walk.name) for walk in walks]
    with counted(app) as queries:
        for walk, kept in [*zip(walks, figures, strict=True)] * ROUNDS:
            for turn in range(WARM + repetitions // ROUNDS):
                _take(walk, kept, queries, warm=turn >= WARM)
    return figures


def _take(walk: Operation, kept: Figures, queries: list[str], *, warm: bool) -> None:
    browser, request = next(walk.requests)
    walk.before()
    queries.clear()
    status, cpu, wall = browser.send(request)
    assert status == walk.status, f"{walk.name}: {status} instead of {walk.status}"
    if warm:
        kept.cpu.append(cpu)
        kept.wall.append(wall)
        reads = sum(query.startswith("SELECT") for query in queries)
        kept.reads.append(reads)
        kept.writes.append(len(queries) - reads)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that reach the database, BEGIN and PRAGMA aside."""
    seen: list[str] = []

    def count(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    yield seen
    event.remove(engine, "before_cursor_execute", count)
