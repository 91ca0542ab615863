"""The service desk's pages show within two seconds what another person does, and disturb nobody (A21, A33, Q3)."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select
from werkzeug.serving import make_server

from portal.clock import now
from portal.db import session, transaction
from portal.domain.booking.models import Service
from portal.domain.rights import Role
from tests.browser.night import Quiet
from tests.browser.running import Running, free_port
from tests.browser.seeing import Watch
from tests.browser.world import Who, who
from tests.factories_appointments import make_appointment, make_round_the_clock_shop
from tests.factories_people import make_person

MORNING = datetime(2026, 6, 2, 6, 30, tzinfo=UTC)  # 08:30 in the shop: whatever is booked for soon is of today
LISTS = {"/arrivals": "rows", "/preparation": "rows", "/workshop": "rows", "/parts": "parts", "/appointments": "rows"}


@pytest.fixture
def shop(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A portal that answers from this process; its clock runs from the morning on."""
    begun = datetime.now(UTC)
    clock = SimpleNamespace(now=lambda _zone: MORNING + (datetime.now(UTC) - begun))
    monkeypatch.setattr("portal.clock.datetime", clock)
    (tmp_path / "output.txt").touch()
    port = free_port()
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = False  # whoever closes it waits for answers under way
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Running(f"http://127.0.0.1:{port}", app, tmp_path)
    server.shutdown()
    server.server_close()


@pytest.fixture
def an(shop: Running) -> Who:
    """Who sees every page."""
    with shop.app.app_context(), transaction():
        make_round_the_clock_shop(now())
        roles = (Role.ADMINISTRATOR, Role.FRONT_DESK, Role.WORKSHOP, Role.PARTS)
        return who(make_person(*roles, name="An Ming"))


@pytest.fixture
def books(shop: Running) -> Callable[..., None]:
    """`books(name, minutes)`: another person does, for so soon."""

    def make(name: str, minutes: int) -> None:
        with shop.app.app_context(), transaction():
            service = session().scalars(select(Service)).one()
            make_appointment(service, now() + timedelta(minutes=minutes), at=now(), name=name)

    return make


def test_a_booking_shows_on_every_page_within_two_seconds(shop: Running, an: Who, books, opened):
    watches = {}
    for path, rows in LISTS.items():
        page = opened(shop, an)
        page.goto(path)
        watches[path] = Watch(page)
        watches[path].waits_for(path, rows, "Nora Corvid")
    books("Nora Corvid", 20)
    committed = datetime.now(UTC)
    for path, watch in watches.items():
        watch.counts_from(path, committed)
    delays = {path: watch.delays()[0] for path, watch in watches.items()}
    assert max(delays.values()) < 2, delays


def test_who_works_in_a_page_is_not_disturbed(shop: Running, an: Who, books, opened):
    """Half a name in the search, the button under a finger, which then does what it says."""
    books("Ben Berg", 60)
    page: Page = opened(shop, an)
    page.goto("/arrivals")
    page.locator("[name=q]").fill("Corv")
    books("Ana Abel", 20)
    expect(page.locator("#rows .row-title")).to_have_text(["Ana Abel", "Ben Berg"])
    expect(page.locator("[name=q]")).to_be_focused()
    expect(page.locator("[name=q]")).to_have_value("Corv")
    button = page.get_by_role("button", name="Is here: Ben Berg")
    button.focus()
    books("Nora Corvid", 40)
    expect(page.locator("#rows .row-title")).to_have_text(["Ana Abel", "Nora Corvid", "Ben Berg"])
    expect(button).to_be_focused()
    button.click()
    expect(page.locator("#rows [data-row]").last).to_contain_text("Waiting 0 min")


def test_a_place_of_the_calendar_in_use_stays_until_it_is_let_go(shop: Running, an: Who, books, opened):
    page: Page = opened(shop, an)
    page.goto("/appointments")
    place = page.locator(".grid-empty").last
    place.focus()
    books("Ana Abel", 20)
    expect(page.locator("#rows .row-title")).to_have_text(["Ana Abel"])
    expect(page.locator("#calendar-total")).to_contain_text("1 appointment")
    expect(place).to_be_focused()
    place.blur()
    expect(page.locator(".grid-booking").first).to_contain_text("Ana Abel")
