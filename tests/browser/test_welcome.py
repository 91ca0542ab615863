"""The welcome board on a television: read from 9 m, right by itself for days on end, never another day's names (BR37).

A30-A32. What it shows to whom is tested without a browser (tests/web/welcome). Times are those of a shop in Berlin.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from portal.db import session, transaction
from portal.domain.booking.models import Service
from portal.domain.people.rules import Board, Theme
from tests.browser.night import CAPITAL, MM_PER_PX, Night
from tests.factories_booking import contact, make_a_service, make_advisor, make_shop, wall
from tests.factories_welcome import make_appointment

NOON = wall("2026-06-02T12:00:00")
MIDNIGHT = wall("2026-06-03T00:00:00")
EVENING = MIDNIGHT - timedelta(seconds=10)
LAST_OF_SUMMER = datetime(2026, 10, 25, 0, 59, 50, tzinfo=UTC)  # 02:59:50; ten seconds later it is 02:00 again
LAST_OF_WINTER = datetime(2027, 3, 28, 0, 59, 50, tzinfo=UTC)  # 01:59:50; ten seconds later it is 03:00
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def expects(night: Night) -> Callable[..., None]:
    """`expects(("Ana Abel", when), ...)`: customers of a shop that never closes, who have booked."""
    with night.app.app_context(), transaction():
        make_shop()
        make_advisor("Maximilian Ortiz", hours="00:00-24:00")
        service_id = make_a_service(5, step=5).id

    def make(*guests: tuple[str, datetime]) -> None:
        with night.app.app_context(), transaction():
            service = session().get_one(Service, service_id)
            for name, start_at in guests:
                said = contact(name, plate="8ABK 123")
                make_appointment(service, start_at, at=start_at - DAY, contact=said)

    return make


def hung(night: Night, chromium: Browser, at: datetime, **facts: object) -> Page:
    """The board at the entrance, switched on at this moment."""
    night.at = at
    page, _link = night.hangs(chromium, Board.WELCOME, **facts)
    return page


def names(page: Page):
    return page.locator(".welcome-name")


def waits(night: Night, page: Page, seconds: float) -> None:
    """So much time passes while nobody answers."""
    for _turn in range(int(seconds / 5)):
        night.at += timedelta(seconds=5)
        page.clock.run_for(5000)


@contextmanager
def restarted(night: Night, _page: Page) -> Iterator[None]:
    """The server is gone meanwhile."""
    night.stops()
    yield
    night.starts()


@contextmanager
def without_wifi(night: Night, page: Page) -> Iterator[None]:
    """The television is cut off meanwhile, with nothing under way: an answer that is late would still come."""
    night.stops()
    page.context.set_offline(True)
    night.starts()
    yield
    page.context.set_offline(False)


@pytest.mark.parametrize("lost", [restarted, without_wifi])
def test_a_board_says_after_90_s_that_it_is_old_and_is_right_again_by_itself(
    night: Night, chromium: Browser, expects, lost: Callable[..., object]
):
    expects(("Ana Abel", NOON + 30 * MINUTE))
    page = hung(night, chromium, NOON)
    night.passes(page, 3)
    stale = page.locator(".wall-stale")
    with lost(night, page):
        expects(("Ben Berg", NOON + 60 * MINUTE))
        waits(night, page, 85)
        expect(stale).to_be_hidden()
        waits(night, page, 10)
        expect(stale).to_have_text("As of 12:00")
        expect(names(page)).to_have_text(["A."])
        expect(page.locator(".connection")).to_be_hidden()
    night.passes(page, 3)
    expect(stale).to_be_hidden()
    expect(names(page)).to_have_text(["A.", "B."])


def test_midnight_brings_the_new_day_and_takes_the_old_ones_names_away(night: Night, chromium: Browser, expects):
    """Before it nobody of tomorrow stands among today's; after it nobody of yesterday."""
    expects(("Ana Abel", MIDNIGHT - 20 * MINUTE), ("Ben Berg", MIDNIGHT + 20 * MINUTE))
    page = hung(night, chromium, EVENING)
    expect(page.locator("h1")).to_have_text("Welcome to today’s booked customers")
    expect(page.locator(".wall-date")).to_have_text("2 JuneTuesday")
    expect(names(page)).to_have_text(["A."])
    night.passes(page, 12)
    expect(page.locator("h1")).to_have_text("Welcome to today’s booked customers")
    expect(page.locator(".wall-date")).to_have_text("3 JuneWednesday")
    expect(page.locator(".wall-clock")).to_have_text("00:00")
    expect(names(page)).to_have_text(["B."])


def test_a_board_that_cannot_ask_shows_nobody_of_yesterday(night: Night, chromium: Browser, expects):
    expects(("Ana Abel", MIDNIGHT - 20 * MINUTE), ("Ben Berg", MIDNIGHT + 20 * MINUTE))
    page = hung(night, chromium, EVENING)
    with restarted(night, page):
        waits(night, page, 15)
        expect(names(page)).to_be_hidden()
    night.passes(page, 3)
    expect(names(page)).to_be_visible()
    expect(names(page)).to_have_text(["B."])


@pytest.mark.parametrize(
    ("evening", "before", "after", "clocks"),
    [
        (LAST_OF_SUMMER, "02:59", "02:00", ["02:55", "02:05"]),
        (LAST_OF_WINTER, "01:59", "03:00", ["01:55", "03:05"]),
    ],
    ids=["an hour twice", "an hour less"],
)
def test_a_board_goes_over_a_change_of_the_clocks(
    night: Night, chromium: Browser, expects, evening: datetime, before: str, after: str, clocks: list[str]
):
    """The order stays that of time, and whoever comes after the change is next."""
    change = evening + timedelta(seconds=10)
    expects(("Ana Abel", change - 5 * MINUTE), ("Ben Berg", change + 5 * MINUTE))
    page = hung(night, chromium, evening)
    expect(page.locator(".wall-clock")).to_have_text(before)
    night.passes(page, 12)
    expect(page.locator(".wall-clock")).to_have_text(after)
    expect(page.locator(".welcome-time")).to_have_text(clocks)
    expect(names(page)).to_have_text(["A.", "B."])
    expect(page.locator(".welcome-state").last).to_have_text("Next")


JUMP, ROUNDS = 610, 150  # seconds; each time another page and another language: 25 hours and 25 minutes
SETTLES = 12  # rounds after which everything was shown once
ALLOWED = 2_000  # bytes of JavaScript a round, in which test and browser note things themselves; an answer has 8,000
LEFT_BEHIND = (ROUNDS - SETTLES) // 10  # a leak leaves one a round, and more with each round after
LOOKS = 10  # at most so many rounds more: when pages that were replaced are collected is the browser's affair
COUNTED = ("Nodes", "JSEventListeners", "Documents", "views")
SHOWN = "['.wall-date', '.welcome-foot span'].map((part) => document.querySelector(part).textContent).join(' ')"


def test_a_day_of_fast_clock_takes_no_more_memory(night: Night, chromium: Browser, expects):
    """Elements, listeners and JavaScript in the browser, what is kept on the server: no more after a day."""
    expects(*(("Ana Abel", NOON + (number // 30) * DAY + (480 + number % 30 * 5) * MINUTE) for number in range(60)))
    page = hung(night, chromium, NOON, is_in_turn=True)
    cdp = page.context.new_cdp_session(page)
    cdp.send("Performance.enable")
    settled = []
    for _ in range(SETTLES):
        turned(night, page)
        settled.append(taken(night, page, cdp))
    used = {name: min(found[name] for found in settled[-3:]) for name in settled[-1]}
    seen = {turned(night, page) for _ in range(ROUNDS - SETTLES)}
    assert len(seen) == 12, f"two days, two languages, three pages: {seen}"
    for _ in range(LOOKS):
        after = taken(night, page, cdp)
        grown = after["JSHeapUsedSize"] - used["JSHeapUsedSize"]
        more = {name: after[name] - used[name] for name in COUNTED}
        if grown < ALLOWED * (ROUNDS - SETTLES) and max(more.values()) < LEFT_BEHIND:
            return
        turned(night, page)
    pytest.fail(f"{grown} bytes and {more} stay")


def turned(night: Night, page: Page) -> str:
    """What the board shows after another answer."""
    night.at += timedelta(seconds=JUMP)
    with page.expect_event("requestfinished"):
        page.clock.fast_forward((JUMP - 2) * 1000)
        page.clock.run_for(2000)
    return str(page.evaluate(SHOWN))


def taken(night: Night, page: Page, cdp: CDPSession) -> dict[str, int]:
    """What lives in the page, and how many views the server keeps. The browser notes its last 250 requests itself."""
    page.evaluate("fetch(location.href).then(() => performance.clearResourceTimings())")  # what came before is put in
    cdp.send("HeapProfiler.collectGarbage")
    found = {one["name"]: int(one["value"]) for one in cdp.send("Performance.getMetrics")["metrics"]}
    return {**found, "views": len(night.app.extensions["live"]._kept)}


# The rule of those who make signs that are read, not only noticed: a letter is a 400th of the distance (BR37)
DISTANCE_MM, LETTERS = 9000, 400
READ_FROM_AFAR = ("number", "time", "name", "plate", "advisor")
CUT = """() => [...document.querySelectorAll(".welcome-row > *, .wall-head *, .welcome-foot *")].filter((element) => {
  const box = element.getBoundingClientRect();
  const isCut = element.clientWidth && element.scrollWidth > element.clientWidth + 1;
  return isCut || box.bottom > innerHeight || box.right > innerWidth;
}).map((element) => `${element.className} ${element.textContent.trim()}`)"""


@pytest.mark.parametrize("locale", ["en", "zh_Hans"])
def test_twelve_are_read_from_9_m_on_43_inches(night: Night, chromium: Browser, expects, locale: str):
    expects(*(("Annabelle Konstantinopel", NOON + number * 10 * MINUTE) for number in range(-2, 12)))
    page = hung(night, chromium, NOON, locale=locale, theme=Theme.DARK)
    page.goto(f"{page.url}?page=1")
    assert page.locator(".welcome-row").count() == 12
    for part in READ_FROM_AFAR:
        for found in page.locator(f".welcome-{part}").all():
            tall = found.evaluate(CAPITAL) * MM_PER_PX
            assert tall >= DISTANCE_MM / LETTERS, f"{part} {found.inner_text()}: {tall:.1f} mm"
    assert page.evaluate(CUT) == []
    rows = [row.bounding_box() for row in page.locator(".welcome-row").all()]
    assert all(row["y"] + row["height"] <= below["y"] + 1 for row, below in pairwise(rows))
    foot = page.locator(".welcome-foot").bounding_box()
    assert rows[-1]["y"] + rows[-1]["height"] <= foot["y"] + 1
