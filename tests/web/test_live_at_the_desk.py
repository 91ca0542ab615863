"""The pages of the service desk are living: what somebody else does stands there, no token in what is shared (Q3)."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from portal.clock import now
from portal.db import session, transaction
from portal.domain.appointments.models import Appointment
from portal.domain.booking.models import Service
from portal.domain.rights import Role
from tests.client import Page, SignedInBrowser
from tests.factories_appointments import make_appointment, make_preparation_world
from tests.factories_people import stored_person

MORNING = datetime(2026, 6, 2, 6, 30, tzinfo=UTC)  # 08:30 in Berlin
HALF_AN_HOUR = timedelta(minutes=30)
PAGES = {
    "/arrivals": "#rows",
    "/preparation": "#rows",
    "/workshop": "#rows",
    "/parts": "#parts",
    "/appointments": "#rows",
    "/appointments?by=bay": "#calendar-grid",
}
COUNTS = ("/appointments?view=week", "/appointments?view=month")


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The moment it is; each look counts for no time."""
    found = SimpleNamespace(at=MORNING)
    monkeypatch.setattr("portal.clock.datetime", SimpleNamespace(now=lambda _zone: found.at))
    monkeypatch.setattr("portal.web.live.COUNTS_FOR", 0)
    return found


@pytest.fixture
def ada(app: Flask, moment: SimpleNamespace, signed_in) -> SignedInBrowser:
    """Who may do everything, in front of a page; Nora is expected at nine."""
    with app.app_context(), transaction():
        make_preparation_world(MORNING)
    return signed_in(stored_person(app, Role.ADMINISTRATOR, Role.FRONT_DESK, Role.WORKSHOP, Role.PARTS))


def is_booked_elsewhere(app: Flask) -> None:
    """Mei, at half past nine."""
    with app.app_context(), transaction():
        service = session().scalars(select(Service)).first()
        make_appointment(service, MORNING + 2 * HALF_AN_HOUR, at=now(), name="Mei Lin")


def asks(browser: SignedInBrowser, page: Page, status: int = 200) -> Page:
    """What the page asks every second."""
    live = page.soup.select_one("[data-live]")
    link = str(live["hx-get"])
    return browser.get(f"{link}{'&' if '?' in link else '?'}v={live['data-v']}", status=status)


@pytest.mark.parametrize(("path", "rows"), PAGES.items())
def test_what_is_booked_elsewhere_is_news_and_nothing_else_is(app: Flask, ada: SignedInBrowser, path: str, rows: str):
    page = ada.get(path)
    assert "Nora" in page.text(rows)
    assert "Mei" not in page.text(rows)
    asks(ada, page, status=204)
    is_booked_elsewhere(app)
    assert "Mei" in asks(ada, page).text(rows)


@pytest.mark.parametrize("path", COUNTS)
def test_the_counts_of_a_calendar_are_living_too(app: Flask, ada: SignedInBrowser, path: str):
    page = ada.get(path)
    assert page.text("#calendar-total") == "1 appointment"
    asks(ada, page, status=204)
    is_booked_elsewhere(app)
    assert asks(ada, page).text("#calendar-total") == "2 appointments"


@pytest.mark.parametrize("path", [*PAGES, *COUNTS])
def test_no_token_stands_in_what_everybody_gets(ada: SignedInBrowser, path: str):
    """Its buttons belong to a form outside, which has one."""
    live = ada.get(path).soup.select_one("[data-live]")
    assert live.select("[name=csrf_token], form[method=post]") == []
    assert {button["form"] for button in live.select("button[formaction]")} <= {"act"}


@pytest.mark.parametrize("path", [*PAGES, *COUNTS])
def test_parts_that_are_taken_over_are_there_before_and_after(app: Flask, ada: SignedInBrowser, path: str):
    """Else the whole would be put in anew, and what somebody reads would jump."""
    page = ada.get(path)
    is_booked_elsewhere(app)
    after = asks(ada, page)
    assert pieces(page) == pieces(after)
    assert len(pieces(page)) >= 2


def pieces(page: Page) -> list[str]:
    """The names of what is taken over."""
    return [str(one["id"]) for one in page.soup.select("[data-live] [data-part], [data-live] [data-rows]")]


def test_minutes_of_waiting_tick_and_are_no_news(app: Flask, ada: SignedInBrowser, moment: SimpleNamespace):
    """A33: the page counts them itself; another colour after ten minutes is news."""
    with app.app_context(), transaction():
        here = session().scalars(select(Appointment)).one()
        here.arrived_at, here.arrived_how = MORNING, "staff"
    page = ada.get("/arrivals")
    ticking = page.soup.select_one("#rows [data-since]")
    assert (ticking.get_text(), ticking["data-words"]) == ("Waiting 0 min", "Waiting %(long)s")
    moment.at += timedelta(minutes=9)
    asks(ada, page, status=204)
    moment.at += timedelta(minutes=1)
    assert "Waiting 10 min" in asks(ada, page).text("#rows")
