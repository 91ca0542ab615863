"""The service desk's pages, measured through the whole application: python -m tests.bench desk.

The domain's search alone is measured in booking.py; here the same as people meet it: the form, the hold, the customer,
the mail in the outbox, the QR code, the file for the calendar, the board at the entrance.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from itertools import cycle

import time_machine
from flask import Flask

from portal.db import read_only, session, transaction
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.booking.queries import free_times, service_called
from portal.domain.people.displays import new_token
from portal.domain.people.models import Person
from portal.domain.people.operations import make_display_link
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.rules import Board
from portal.web.formats import iso
from portal.web.live import Views
from tests.bench.figures import Figures
from tests.bench.passers import Passer, Sent
from tests.bench.plans import Plans
from tests.bench.shop import A_DAY, AT, DAYS, FIRST, HALF, HALVES, OPENS, shop_with
from tests.bench.walks import counted
from tests.people import browser_of

WARM = 3
APART = timedelta(hours=3)  # of two times of a day, so that booking one leaves the other free
Take = Callable[[], None]
MEI = {"phone": "", "plate": "B-ML 42", "model": "Swift", "wishes": "It rattles.", "locale": "en", "advisor": ""}


@dataclass(slots=True)
class Measured:
    """One shop, on one database."""

    database: str
    past: int
    figures: list[Figures]
    scans: list[str] = field(default_factory=list)  # statements whose time grows with a table


def measured_desk(past: int, server: str | None, repetitions: int) -> Measured:
    """Every page and every step so often; the plans of all statements that came by."""
    with shop_with(past, server) as app, time_machine.travel(AT, tick=False), counted(app) as queries:
        plans = Plans(app)
        desk = DeskPages(app, queries)
        with plans.watched():
            desk.measure(repetitions)
        kind = "PostgreSQL" if server else "SQLite"
        return Measured(kind, past, list(desk.figures.values()), plans.scans())


class DeskPages:
    """Who looks and books, and what it took."""

    def __init__(self, app: Flask, queries: list[str]) -> None:
        """Somebody at the desk, a passer-by, a screen."""
        self.app, self.queries = app, queries
        self.figures: dict[str, Figures] = {}
        self.is_warm = False
        with app.app_context(), transaction():
            person = session().query(Person).filter_by(email="front@example.com").one()
            self.token = new_token()
            make_display_link(DisplayDraft("Door", board=Board.WELCOME), self.token, by=SYSTEM, at=AT)
            session().flush()
            session().expunge_all()
        client = browser_of(app, person)
        client.get("/account")
        cookie = client.http.get_cookie(app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        self.staff, self.passer = Passer(app, cookie.value), Passer(app)
        self.staff.fields["csrf_token"] = client.csrf
        starts, taken = starts_of(app)
        self.most, self.free = len(starts) // 2, iter(starts)  # each booking here or there takes one
        self.taken = cycle(taken)
        self.days = cycle([FIRST + n * A_DAY for n in range(1, DAYS - 1)])

    def measure(self, repetitions: int) -> None:
        """In rounds of a page each, the first ones not counted; then as many bookings as there are times."""
        looks = [*self.in_public(), *self.at_the_desk(), *self.at_the_entrance()]
        for look in looks:
            for turn in range(repetitions + WARM):
                self.is_warm = turn >= WARM
                look()
        steps = [self.books, self.loses, self.books_at_the_desk, self.loses_at_the_desk]
        for turn in range(min(repetitions + WARM, self.most)):
            self.is_warm = turn >= WARM
            for step in steps:
                step()

    def note(self, name: str, send: Callable[[], Sent]) -> Sent:
        """Send it, and keep what it took under that name."""
        self.queries.clear()
        sent = send()
        if self.is_warm:
            kept = self.figures.setdefault(name, Figures(name))
            kept.cpu.append(sent.cpu)
            kept.wall.append(sent.wall)
            kept.reads.append(sum(query.startswith("SELECT") for query in self.queries))
            kept.writes.append(len(self.queries) - kept.reads[-1])
        return sent

    # ------------------------------------------------------------------------------------------------------ looking

    def in_public(self) -> Iterator[Take]:
        """The weeks, as a whole page and as a part; and the times of a day, of one advisor too."""
        get, part = self.passer.get, partial(self.passer.get, HX_Request="true")
        path = "/book/repair"
        yield lambda: self.note("public: the weeks", lambda: get(path))
        yield lambda: self.note("public: the weeks, the part", lambda: part(f"{path}?from={next(self.days)}"))
        yield lambda: self.note("public: times of a day", lambda: get(f"{path}?on={next(self.days)}"))
        yield lambda: self.note("public: times of a day, the part", lambda: part(f"{path}?on={next(self.days)}"))
        wish = "at=10:00&advisor=3"
        yield lambda: self.note("public: with a wish, the part", lambda: part(f"{path}?on={next(self.days)}&{wish}"))

    def at_the_desk(self) -> Iterator[Take]:
        """What the front desk has open all day."""
        paths = {
            "desk: calendar of a day": lambda: f"/appointments?on={next(self.days)}",
            "desk: calendar of a day, bays": lambda: f"/appointments?on={next(self.days)}&by=bay",
            "desk: counts of a month": lambda: f"/appointments?on={next(self.days)}&view=month",
            "desk: booking screen": lambda: "/appointments/new?customer=17&service=1",
            "desk: times of a week": lambda: f"/appointments/times?service=1&on={next(self.days)}",
            "desk: one appointment": lambda: f"/appointments/{self.reference()}",
            "desk: register of a day": lambda: f"/register/{next(self.days)}",
            "desk: register as a file": lambda: f"/register/{next(self.days)}/export",
            "desk: calls and notices": lambda: "/preparation",
            "desk: arrivals": lambda: "/arrivals",
            "desk: workshop": lambda: "/workshop",
            "desk: parts": lambda: "/parts",
        }
        for name, path in paths.items():
            yield lambda name=name, path=path: self.note(name, partial(self.staff.get, path()))

    def at_the_entrance(self) -> Iterator[Take]:
        """The board, looked at anew and a moment after; unchanged, as a screen asks every other second."""
        whole, living = f"/welcome/{self.token}", f"/welcome/{self.token}/live?page=2"
        screen = Passer(self.app)

        def anew(name: str, path: str, status: int = 200) -> None:
            self.app.extensions["live"] = Views()
            self.note(name, lambda: screen.get(path, status))

        def looked_again() -> None:
            for view, kept in list(self.app.extensions["live"]._kept.items()):
                self.app.extensions["live"].keep(view, replace(kept, looked_at=kept.looked_at - 5))
            self.note("board: looked at again, unchanged", lambda: screen.get(f"{living}&v={signature}", 204))

        yield partial(anew, "board: drawn anew", whole)
        yield partial(anew, "board: its part, drawn anew", living)
        signature = re.findall(r'data-v="(\w+)"', screen.get(living).text)[0]
        yield looked_again
        yield lambda: self.note("board: unchanged", lambda: screen.get(f"{living}&v={signature}", 204))
        style = re.findall(r'href="(/[^"]+\.css)"', screen.get(whole).text)[0]
        mark = screen.get(style).headers["ETag"]
        yield lambda: self.note("a file that the browser has", lambda: screen.get(style, 304, If_None_Match=mark))

    def reference(self) -> str:
        """One of the coming ones."""
        with self.app.app_context(), read_only():
            found = session().connection().exec_driver_sql("SELECT max(reference) FROM bookings WHERE id < 20000")
            return str(found.scalar_one())

    # ------------------------------------------------------------------------------------------------------ booking

    def books(self) -> None:
        """A visitor keeps a time, fills in the form, has it, and takes the file for the calendar."""
        visitor, start = Passer(self.app), next(self.free)
        visitor.get("/book/repair")
        held = self.note(
            "public: keeping a time", lambda: visitor.post("/book/repair/holds", {"start_at": start, "advisor": ""})
        )
        self.note("public: the form", lambda: visitor.get(held.location))
        said = MEI | {"name": "Nora Corvid", "email": f"nora{visitor.address}@example.com", "start_at": start}
        booked = self.note("public: booking", lambda: visitor.post("/book/repair/bookings", said))
        self.note("public: booked, with its QR code", lambda: visitor.get(booked.location))
        self.note("public: the file for the calendar", lambda: visitor.get(f"{booked.location}/calendar"))

    def loses(self) -> None:
        """Somebody was quicker: what was typed, and other times."""
        start = next(self.taken)
        said = MEI | {"name": "Nora Corvid", "email": "nora@example.com", "start_at": start, "hold_token": ""}
        self.passer.get(f"/book/repair/bookings/new?start={start}")
        lost = self.note("public: too late", lambda: self.passer.post("/book/repair/bookings", said, 409))
        assert lost.text.count('name="start_at"') >= 3, "three other times, or more"
        assert "It rattles." in lost.text

    def books_at_the_desk(self) -> None:
        """For a caller, in one screen."""
        said = {"name": "Otto Vogel", "phone": "+12125550100", "email": f"otto{len(self.queries)}@example.com"}
        said |= {"salutation": "mr", "locale": "en", "channel": "phone", "service": "1", "start_at": next(self.free)}
        self.staff.get("/appointments/new")
        self.note("desk: booking", lambda: self.staff.post("/appointments", said | {"advisor": "any", "plate": ""}))

    def loses_at_the_desk(self) -> None:
        """The same, too late."""
        start = next(self.taken)
        said = {"name": "Otto Vogel", "phone": "+12125550100", "email": "", "salutation": "mr", "locale": "en"}
        said |= {"channel": "phone", "service": "1", "start_at": start, "advisor": "any"}
        self.staff.get("/appointments/new")
        lost = self.note("desk: too late", lambda: self.staff.post("/appointments", said, 409))
        assert lost.text.count('name="start_at"') >= 3


def starts_of(app: Flask) -> tuple[list[str], list[str]]:
    """Times that can be booked one after the other, mornings first; and one of each day that is taken."""
    with app.app_context(), read_only():
        service = service_called("repair", NOBODY)
        assert service is not None
        days = [[slot.start_at for slot in free_times(service, FIRST + n * A_DAY, AT)] for n in range(1, DAYS)]
        session().expunge_all()
    early = [day[0] for day in days if day]
    late = [day[-1] for day in days if day and day[-1] - day[0] >= APART]
    hours = [[OPENS + n * A_DAY + half * HALF for half in range(2, HALVES - 4)] for n in range(1, DAYS)]
    taken = [[start for start in day if start not in free] for day, free in zip(hours, days, strict=True)]
    return [iso(start) for start in (*early, *late)], [
        iso(day[0]) for day, free in zip(taken, days, strict=True) if day and free
    ]
