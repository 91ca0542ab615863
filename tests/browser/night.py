"""A portal and a screen whose clocks the test moves: so a night takes a second.

The portal runs in this process, in a thread.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.people.displays import new_token
from portal.domain.people.models import DisplayLink
from portal.domain.people.operations import make_display_link
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.rules import Board
from tests.browser.running import free_port

EVENING = datetime(2026, 11, 29, 4, 59, 50, tzinfo=UTC)  # Saturday 23:59:50 in New York, where the house is
STEP = timedelta(seconds=2)  # a board asks every 1.5, counted from when the last answer was put in
PATHS = {Board.QUEUE: "/wall", Board.WELCOME: "/welcome"}
MM_PER_PX = 43 * 25.4 * 16 / (16**2 + 9**2) ** 0.5 / 1920  # a 43-inch television is 952 mm wide
CAPITAL = """(element) => {
  const style = getComputedStyle(element), pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return pen.measureText("H").actualBoundingBoxAscent;
}"""


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
    answered_at: datetime | None = None  # the living part, last

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

    def hangs(self, chromium: Browser, board: Board = Board.QUEUE, **facts: object) -> tuple[Page, DisplayLink]:
        """A board on a television of 1920 x 1080, whose clock stands still until it `passes`."""
        token = new_token()
        with self.app.app_context(), transaction():
            link = make_display_link(DisplayDraft("Support room", board=board, **facts), token, by=SYSTEM, at=self.at)
        context = chromium.new_context(viewport={"width": 1920, "height": 1080}, timezone_id="Asia/Shanghai")
        page = context.new_page()
        page.clock.install(time=self.at)
        self.at += timedelta(seconds=1)
        page.clock.pause_at(self.at)  # before it loads, however long that takes
        page.goto(f"http://127.0.0.1:{self.port}{PATHS[board]}/{token}")
        return page, link

    def passes(self, page: Page, seconds: float) -> None:
        """So much time, on both clocks, poll by poll."""
        end = self.at + timedelta(seconds=seconds)
        while self.at < end:
            self.at += STEP
            page.evaluate("0")  # what was answered last is put in: from then on the board counts
            with page.expect_response("**/live?*"):
                page.clock.run_for(STEP / timedelta(milliseconds=1))

    def _answer(self, environ, start_response):
        """With the Date of its own clock, which the page goes by."""

        if environ["PATH_INFO"].endswith("/live"):
            self.answered_at = self.at

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
