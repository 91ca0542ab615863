"""The wallboard on a television: read from 4 m, right by itself through a night, a restart, another build (Q6).

The portal runs in this process, in a thread, on a clock that the test moves; so does the browser's clock. So a night
takes a second.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.people.displays import new_token
from portal.domain.people.models import DisplayLink
from portal.domain.people.operations import make_display_link, revoke_display_link
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.rules import Theme
from portal.domain.tickets.operations import claim_ticket
from portal.domain.tickets.queries import ticket_for
from tests.browser.running import free_port
from tests.factories_tickets import make_agent, make_customer, make_ticket

EVENING = datetime(2026, 11, 29, 4, 59, 50, tzinfo=UTC)  # Saturday 23:59:50 in New York, where the house is
LAST_OF_SUMMER = datetime(2026, 11, 1, 5, 59, 50, tzinfo=UTC)  # 01:59:50; ten seconds later it is 01:00 again
LAST_OF_WINTER = datetime(2027, 3, 14, 6, 59, 50, tzinfo=UTC)  # 01:59:50; ten seconds later it is 03:00
STEP = timedelta(seconds=2)  # a board asks every 1.5, counted from when the last answer was put in


class Quiet(WSGIRequestHandler):
    """Says nothing."""

    def log(self, *_args: object) -> None:
        """Nothing."""


@dataclass
class Night:
    """The portal, the moment it is, and the board that somebody hung up."""

    app: Flask
    at: datetime = EVENING
    port: int = field(default_factory=free_port)
    server: BaseWSGIServer | None = None

    def starts(self) -> None:
        """It answers from now on."""
        self.server = make_server("127.0.0.1", self.port, self._answer, threaded=True, request_handler=Quiet)
        self.server.daemon_threads = False  # whoever closes it waits for answers under way: they hold the database open
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stops(self) -> None:
        """Nobody answers any more."""
        assert self.server is not None
        self.server.shutdown()
        self.server.server_close()

    def hangs(self, chromium: Browser, **facts: object) -> tuple[Page, DisplayLink]:
        """A board on a television of 1920 x 1080, whose clock stands still until it `passes`."""
        token = new_token()
        with self.app.app_context(), transaction():
            link = make_display_link(DisplayDraft("Support room", **facts), token, by=SYSTEM, at=self.at)
        context = chromium.new_context(viewport={"width": 1920, "height": 1080}, timezone_id="Asia/Shanghai")
        page = context.new_page()
        page.clock.install(time=self.at)
        self.at += timedelta(seconds=1)
        page.clock.pause_at(self.at)  # before it loads, however long that takes
        page.goto(f"http://127.0.0.1:{self.port}/wall/{token}")
        return page, link

    def passes(self, page: Page, seconds: float) -> None:
        """So much time, on both clocks, poll by poll."""
        end = self.at + timedelta(seconds=seconds)
        while self.at < end:
            self.at += STEP
            with page.expect_response("**/live?*"):
                page.clock.run_for(STEP / timedelta(milliseconds=1))

    def _answer(self, environ, start_response):
        """With the Date of its own clock, which the page goes by."""

        def dated(status, headers, *more):
            return start_response(status, [*headers, ("Date", f"{self.at:%a, %d %b %Y %H:%M:%S} GMT")], *more)

        return self.app.wsgi_app(environ, dated)


@pytest.fixture
def night(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Night]:
    """A portal that answers; portal.clock is the only place that reads the time."""
    found = Night(app)
    monkeypatch.setattr("portal.clock.datetime", SimpleNamespace(now=lambda _zone: found.at))
    monkeypatch.setattr("portal.web.live.COUNTS_FOR", 0)  # it is counted in seconds that don't pass here
    found.starts()
    yield found
    found.stops()


@pytest.fixture
def promise(night: Night) -> Callable[..., int]:
    """`promise(due_at)`: an answer owed then, on a plan that answers what is urgent within the hour."""

    def make(due_at: datetime, name: str = "Corvid Freight", owner: str = "") -> int:
        with night.app.app_context(), transaction():
            ticket = make_ticket(make_customer(name).mei, due_at - timedelta(hours=1), severity=1)
            assert ticket.due_at == due_at
            if owner:
                sam = make_agent(owner)
                claim_ticket(ticket_for(sam.actor, ticket.number), by=sam.actor, at=night.at)
            return ticket.number

    return make


def says(page: Page, **parts: str) -> None:
    """What stands on the board: clock, date, when, left."""
    for part, words in parts.items():
        where = {"clock": ".wall-clock", "date": ".wall-date", "when": ".deadline-when", "left": "[data-left]"}[part]
        expect(page.locator(where).first).to_have_text(words)


def test_a_board_goes_over_midnight(night: Night, chromium: Browser, promise):
    promise(EVENING + timedelta(seconds=12))  # well before the 15th second, when the words are said anew
    page, _ = night.hangs(chromium)
    says(page, clock="23:59", date="28 NovemberSaturday", when="Sun 00:00", left="in 1 min")
    night.passes(page, 18)
    says(page, clock="00:00", date="29 NovemberSunday", when="00:00", left="0 min late")
    expect(page.locator(".wall-foot .count").first).to_have_text("1 late")
    expect(page.locator(".wall-stale")).to_be_hidden()


@pytest.mark.parametrize(
    ("evening", "before", "after"),
    [(LAST_OF_SUMMER, "01:59", "01:00"), (LAST_OF_WINTER, "01:59", "03:00")],
    ids=["an hour twice", "an hour less"],
)
def test_a_board_goes_over_a_change_of_the_clocks(
    night: Night, chromium: Browser, promise, evening: datetime, before: str, after: str
):
    """What is left is what is left: it doesn't jump when the wall's clock does."""
    night.at = evening
    promise(evening + timedelta(minutes=20))
    page, _ = night.hangs(chromium)
    due = f"{after[:2]}:19"
    says(page, clock=before, when=due, left="in 20 min")
    night.passes(page, 12)
    says(page, clock=after, when=due, left="in 20 min")
    night.passes(page, 60)
    says(page, left="in 19 min")


def test_a_board_says_that_it_is_old_and_is_right_again_after_a_restart(night: Night, chromium: Browser, promise):
    number = promise(EVENING + timedelta(minutes=30))
    page, _ = night.hangs(chromium)
    night.passes(page, 3)
    last = night.at
    night.stops()
    promise(EVENING + timedelta(minutes=5), "Contoso")
    for _ in range(4):  # 14 s: over midnight, even
        night.at += timedelta(seconds=3.5)
        page.clock.run_for(3500)
    stale = page.locator(".wall-stale")
    expect(stale).to_be_visible()
    expect(stale).to_contain_text(f"No connection since {last - timedelta(hours=5):%H:%M:%S}")
    assert page.locator("[data-row]").all_inner_texts() != [], "what was good last still stands there"
    expect(page.locator(".connection")).to_be_hidden()
    night.starts()
    night.passes(page, 3)
    expect(stale).to_be_hidden()
    expect(page.locator(".wall-party")).to_have_text(["Contoso", "Corvid Freight"])
    expect(page.locator(".wall-number").last).to_have_text(str(number))
    says(page, clock="00:00", date="29 NovemberSunday")


def test_a_board_loads_another_build_of_the_portal(night: Night, chromium: Browser):
    page, _ = night.hangs(chromium)
    night.passes(page, 62)  # it does nothing but loading itself, should two versions run for a while
    page.evaluate("window.isTheOld = true")
    before = night.app.extensions["assets"], night.app.jinja_env.globals["build"]
    try:
        _build(night.app, replace(before[0], mark="another"), "another")
        with page.expect_event("load"):
            night.passes(page, 2)  # one poll: while it loads itself, it asks for nothing
        assert page.evaluate("window.isTheOld") is None
        assert page.locator("[data-build]").get_attribute("data-build") == "another"
    finally:
        _build(night.app, *before)


def _build(app: Flask, assets: object, mark: str) -> None:
    app.extensions["assets"], app.jinja_env.globals["build"] = assets, mark
    app.jinja_env.cache.clear()  # its templates keep the global they were made with


def test_a_revoked_board_goes_blank_by_itself(night: Night, chromium: Browser, promise):
    promise(EVENING + timedelta(minutes=5), "Contoso")
    page, link = night.hangs(chromium)
    expect(page.locator(".wall-party")).to_have_text(["Contoso"])
    with night.app.app_context(), transaction():
        revoke_display_link(link, by=SYSTEM, at=night.at)
    night.passes(page, 1)
    expect(page.locator("h1")).to_have_text("Nothing here")
    expect(page.locator("body")).not_to_contain_text("Contoso")


# Who reads a sign from afar needs letters of a two-hundredth of the distance: the rule of thumb of those who make signs
# (1 inch for 20 feet is looser, 1 : 240); 4 m make capitals of 20 mm. A 43-inch television is 952 mm wide.
DISTANCE_MM, LETTERS = 4000, 200
MM_PER_PX = 43 * 25.4 * 16 / (16**2 + 9**2) ** 0.5 / 1920
READ_FROM_AFAR = ("[data-left]", ".wall-party", ".wall-number", ".badge", ".wall-owner")
CAPITAL = """(element) => {
  const style = getComputedStyle(element), pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return pen.measureText("H").actualBoundingBoxAscent;
}"""
CUT = """() => [...document.querySelectorAll("[data-row] > *, [data-left], .wall-foot .count")].filter((element) => {
  const box = element.getBoundingClientRect();
  const isCut = element.clientWidth && element.scrollWidth > element.clientWidth + 1;
  return isCut || box.bottom > innerHeight || box.right > innerWidth;
}).map((element) => `${element.className} ${element.textContent.trim()}`)"""


@pytest.mark.parametrize("locale", ["en", "zh_Hans"])
def test_the_five_most_urgent_are_read_from_4_m_on_43_inches(night: Night, chromium: Browser, promise, locale: str):
    names = ("Windmill Bakery", "Blue Heron Ambulance Trust", "海川国际物流", "Corvid Freight", "Silverleaf Pharmacies")
    for hours, name in enumerate(names):
        promise(night.at - timedelta(hours=hours * 13, minutes=37), name, "Maximilian Ortiz" if hours % 2 else "")
    page, _ = night.hangs(chromium, locale=locale, theme=Theme.DARK)
    assert page.locator("[data-row]").count() == 5
    for part in READ_FROM_AFAR:
        for found in page.locator(f"[data-row] {part}").all():
            tall = found.evaluate(CAPITAL) * MM_PER_PX
            assert tall >= DISTANCE_MM / LETTERS, f"{part} {found.inner_text()}: {tall:.1f} mm"
    assert page.evaluate(CUT) == []
    rows = [row.bounding_box() for row in page.locator("[data-row]").all()]
    assert all(row["y"] + row["height"] <= below["y"] + 1 for row, below in pairwise(rows))
    for row in page.locator("[data-row]").all():
        when, party = row.locator("[data-left]").bounding_box(), row.locator(".wall-party").bounding_box()
        assert when["x"] + when["width"] < party["x"]
