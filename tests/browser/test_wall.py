"""The wallboard on a television: read from 4 m, right by itself through a night, a restart, another build (Q6)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.people.operations import revoke_display_link
from portal.domain.people.rules import Theme
from portal.domain.tickets.operations import claim_ticket
from portal.domain.tickets.queries import ticket_for
from tests.browser.night import CAPITAL, EVENING, MM_PER_PX, Night
from tests.factories_tickets import make_agent, make_customer, make_ticket

LAST_OF_SUMMER = datetime(2026, 11, 1, 5, 59, 50, tzinfo=UTC)  # 01:59:50; ten seconds later it is 01:00 again
LAST_OF_WINTER = datetime(2027, 3, 14, 6, 59, 50, tzinfo=UTC)  # 01:59:50; ten seconds later it is 03:00


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
    night.stops()
    promise(EVENING + timedelta(minutes=5), "Contoso")
    for _ in range(4):  # 14 s: over midnight, even
        night.at += timedelta(seconds=3.5)
        page.clock.run_for(3500)
    stale = page.locator(".wall-stale")
    expect(stale).to_be_visible()
    expect(stale).to_contain_text(f"No connection since {night.answered_at - timedelta(hours=5):%H:%M:%S}")
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
# (1 inch for 20 feet is looser, 1 : 240); 4 m make capitals of 20 mm.
DISTANCE_MM, LETTERS = 4000, 200
READ_FROM_AFAR = ("[data-left]", ".wall-party", ".wall-number", ".badge", ".wall-owner")
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
