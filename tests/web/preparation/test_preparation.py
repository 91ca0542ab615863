"""Notices, parts and calls in the browser, each for who does it (A21, A22, BR31-BR35)."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.clock import now
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.appointments.operations.arriving import note_arrival
from portal.domain.appointments.operations.parts import ask_for_part
from portal.domain.appointments.preparation import Notice
from portal.domain.appointments.prepared import appointment_numbered
from portal.domain.rights import Role
from tests.client import SignedInBrowser
from tests.factories_appointments import make_appointment, make_preparation_world, make_round_the_clock_shop
from tests.factories_people import stored_person


@pytest.fixture
def an(app: Flask, signed_in) -> SignedInBrowser:
    """A front-desk advisor."""
    return signed_in(stored_person(app, Role.FRONT_DESK, name="An Ming"))


@pytest.fixture
def ben(app: Flask, signed_in) -> SignedInBrowser:
    """In the workshop."""
    return signed_in(stored_person(app, Role.WORKSHOP, name="Ben"))


@pytest.fixture
def ruth(app: Flask, signed_in) -> SignedInBrowser:
    """At the parts desk."""
    return signed_in(stored_person(app, Role.PARTS, name="Ruth"))


@pytest.fixture
def world(app: Flask) -> dict[str, int]:
    """An appointment in half an hour."""
    with app.app_context(), transaction():
        return make_preparation_world(now())


@pytest.mark.usefixtures("world")
def test_each_side_acknowledges_on_its_own_page(ben: SignedInBrowser, ruth: SignedInBrowser, an: SignedInBrowser):
    """BR33: who and when are kept; nobody does it for another."""
    page = ben.get("/workshop")
    assert "Bay: Bay 1" in page.text("#rows")
    page = ben.follow(ben.submit(page, "Acknowledge"))
    assert "Everything is acknowledged" in page.text("main")
    assert "Ben" in page.text("#done")
    assert "Acknowledge" not in ben.get("/parts").texts("main button")
    assert "Oil filter" in ruth.get("/parts").text("#parts")
    ruth.follow(ruth.submit(ruth.get("/parts"), "Acknowledge"))
    assert "New for the front desk" in an.get("/preparation").text("main")


@pytest.mark.usefixtures("world")
def test_the_day_sheet_is_red_where_nobody_has_acknowledged(an: SignedInBrowser, ben: SignedInBrowser):
    """A21, BR33: two hours before and later."""
    sheet = an.follow(an.get("/register", status=303))
    if "Nora" not in sheet.text("main"):  # half an hour from now is tomorrow
        sheet = an.get(sheet.link("Day after"))
    assert "not acknowledged: Workshop, Parts, Front desk" in sheet.text(".register")


def test_calls_are_one_touch_for_each_result(an: SignedInBrowser, world: dict[str, int]):
    """A22, BR35."""
    page = an.get("/preparation")
    assert "confirm now" in page.text(".call")
    page = an.follow(an.submit(page, "No answer"))
    assert "1 call unanswered" in page.text(".call")
    page = an.follow(an.submit(page, "Bay"))
    assert page.soup.select_one('.call [aria-pressed="true"]').get_text(" ", strip=True) == "Bay"
    page = an.follow(an.submit(page, "Is coming"))
    assert "Nobody is to be called now" in page.text("main")
    assert "An Ming · No answer" in an.get(f"/preparation/{world['booking']}").text("main")


def test_who_is_there_early_is_not_called_any_more(app: Flask, an: SignedInBrowser, world: dict[str, int]):
    """A22, A33: the call before the time is over when the customer stands at the desk."""
    assert "Nora" in an.get("/preparation").text("#rows")
    with app.app_context(), transaction():
        appointment = appointment_numbered(SYSTEM, world["booking"])
        assert appointment is not None
        note_arrival(appointment, by=SYSTEM, at=now())
    assert "Nobody is to be called now" in an.get("/preparation").text("main")


@pytest.mark.parametrize(
    ("side", "role", "path"),
    [("workshop", Role.WORKSHOP, "/workshop"), ("parts", Role.PARTS, "/parts"),
     ("front_desk", Role.FRONT_DESK, "/preparation")],
)  # fmt: skip
@pytest.mark.usefixtures("world")
def test_many_notices_have_pages(app: Flask, signed_in, monkeypatch: pytest.MonkeyPatch, side: str, role, path: str):
    """A21, BR33: what is due first stands on the first; each notice on one page, and on one alone."""
    with app.app_context(), transaction() as session:
        one = session.scalars(select(Notice).where(Notice.side == side)).first()
        facts = {name: getattr(one, name) for name in ("booking_id", "side", "news", "at", "start_at", "due_at")}
        session.add_all(Notice(**facts) for _ in range(4))
    for module in ("prepared", "store"):
        monkeypatch.setattr(f"portal.domain.appointments.{module}.MOST", 2)
    browser = signed_in(stored_person(app, role))
    page, seen = browser.get(path), []
    while page.soup.select_one("a[rel=next]"):
        seen += [row["id"] for row in page.soup.find_all(id=re.compile(r"^notice-\d+$"))]
        page = browser.get(page.soup.select_one("a[rel=next]")["href"])
        assert page.link("From the start") == path
        browser.get(page.soup.select_one("[data-live]")["hx-get"])
    seen += [row["id"] for row in page.soup.find_all(id=re.compile(r"^notice-\d+$"))]
    assert (len(seen), len(set(seen))) == (5, 5)


def test_many_calls_have_pages_and_each_stands_on_one(app: Flask, an: SignedInBrowser, monkeypatch: pytest.MonkeyPatch):
    """A22: by time, however many customers come at the same."""
    with app.app_context(), transaction():
        at = now()
        service = make_round_the_clock_shop(at)
        expected = [make_appointment(service, at + timedelta(minutes=20 + 15 * n), at=at).booking_id for n in range(5)]
    monkeypatch.setattr("portal.domain.appointments.prepared.MOST", 2)
    page, seen = an.get("/preparation"), []
    for _page in range(3):
        seen += [row["id"] for row in page.soup.select("#rows > [data-row]")]
        following = page.soup.select_one("#calls-none a[rel=next]")
        page = an.get(following["href"]) if following else page
    assert [int(one.rpartition("-")[2]) for one in seen] == expected
    assert an.get(page.soup.select_one("#calls-live")["hx-get"] + "&now=1").soup.select("#rows > [data-row]")


def test_parts_of_the_soonest_come_first_and_the_others_on_later_pages(app: Flask, ruth: SignedInBrowser, monkeypatch):
    """BR34: a part late in the alphabet is not cut off by those of later days."""
    with app.app_context(), transaction():
        at = now()
        service = make_round_the_clock_shop(at)
        later, soon = (make_appointment(service, at + timedelta(hours=hours), at=at) for hours in (30, 2))
        ask_for_part(soon, "Wiper", 2, by=SYSTEM, at=at)
        ask_for_part(later, "Air filter", 1, by=SYSTEM, at=at)
    monkeypatch.setattr("portal.domain.appointments.store.LINES", 2)
    page = ruth.get("/parts")
    assert page.texts("#parts h2") == ["Oil filter × 1", "Wiper × 2"]
    page = ruth.get(page.soup.select_one("a[rel=next]")["href"])
    assert page.texts("#parts h2") == ["Air filter × 1", "Oil filter × 1"]
    assert page.link("From the start") == "/parts"


@pytest.mark.usefixtures("world")
def test_what_is_long_over_leaves_the_pages_of_those_who_prepare(app: Flask, ben: SignedInBrowser, an: SignedInBrowser):
    """A21, BR33: notices that nobody acknowledged would push today's off the list."""
    assert "Nora" in ben.get("/workshop").text("main")
    with app.app_context(), transaction() as session:
        session.execute(update(Notice).values(start_at=now() - timedelta(hours=13)))
    assert "Everything is acknowledged" in ben.get("/workshop").text("main")
    assert "New for the front desk" not in an.get("/preparation").text("main")


@pytest.mark.usefixtures("world")
def test_a_part_is_missing_laid_out_and_asked_for(ruth: SignedInBrowser, an: SignedInBrowser, world: dict[str, int]):
    """BR32, BR34, A21: who can't be served is told."""
    form = ruth.get(ruth.get("/parts").link("State"))
    done = ruth.submit(form, "part-state", {"state": "missing", "expected_on": ""})
    page = ruth.follow(done)
    assert "The customer is told by mail" in page.text()
    assert "parts missing" in an.get("/preparation").text(".call")
    page = ruth.follow(ruth.submit(page, "Lay out"))
    assert "Reserved" in page.text("main")
    page = an.get(f"/preparation/{world['booking']}")
    page = an.follow(an.submit(page, "asking", {"part": "Wiper", "quantity": "2"}))
    assert "Wiper × 2" in page.text("main")


def test_the_rail_marks_the_one_place_where_one_is(app: Flask, signed_in):
    ada = signed_in(stored_person(app, Role.ADMINISTRATOR))
    marked = {
        path: ada.get(path).texts(".rail > ul [aria-current]") for path in ("/workshop", "/parts", "/parts/usual")
    }
    assert marked == {"/workshop": ["Workshop"], "/parts": ["Parts"], "/parts/usual": ["Parts"]}
    assert ada.get("/preparation").texts(".rail > ul [aria-current]") == ["Call now"]


@pytest.mark.usefixtures("world")
def test_usual_parts_and_numbers_are_data(app: Flask, ruth: SignedInBrowser, signed_in):
    page = ruth.get("/parts/usual")
    form = ruth.get(page.soup.select_one("main ol a")["href"])
    assert form.value("parts") == "Oil filter"
    page = ruth.follow(ruth.submit(form, "usual", {"parts": "2 x Wiper\nxenon lamp"}))
    assert "Wiper × 2, xenon lamp × 1" in page.text("main")
    chief = signed_in(stored_person(app, Role.ADMINISTRATOR))
    form = chief.get("/preparation/numbers/edit")
    chief.submit(form, "numbers", {"confirm_minutes": "90"})
    assert chief.get("/preparation/numbers/edit").value("confirm_minutes") == "90"


def test_ten_customers_cost_as_many_queries_as_one(app: Flask, an: SignedInBrowser):
    """P44: the pages hold their number of queries, whatever stands on them."""
    with app.app_context(), transaction():
        at = now()
        service = make_round_the_clock_shop(at)
        for number in range(9):
            make_appointment(service, at + timedelta(minutes=20 + 15 * number), at=at)
    for path in ("/preparation", "/workshop", "/parts"):
        an.get(path)
