"""The service desk's customers in the browser: found while one types, their prepared file, add and change (A2, BR7)."""

import pytest
from flask import Flask

from portal.clock import now
from portal.db import transaction
from portal.domain.customers.models import Customer
from portal.domain.rights import Role
from tests.client import SignedInBrowser
from tests.factories_customers import make_service_customer, make_vehicle
from tests.factories_people import stored_person

HTMX = {"HX-Request": "true"}
FACTS = {"name": "王建国", "salutation": "mr", "phone": "138 1234 5678", "locale": "zh_Hans", "tags": "老客户"}


@pytest.fixture
def an(app: Flask, signed_in) -> SignedInBrowser:
    """A front-desk advisor."""
    return signed_in(stored_person(app, Role.FRONT_DESK))


@pytest.fixture
def wang(app: Flask) -> Customer:
    """With a vehicle."""
    with app.app_context(), transaction():
        customer = make_service_customer("王建国", at=now())
        make_vehicle(customer, "京A·8F236", at=now(), visits=(("2026-05-01", 200_00),))
    return customer


def test_an_advisor_begins_at_work_and_adds_a_customer_with_a_vehicle(an: SignedInBrowser):
    page = an.follow(an.submit(an.get("/customers/new"), "customer", FACTS))
    assert page.h1 == "王建国"
    form = an.get(page.link("Add vehicle"))
    page = an.follow(an.submit(form, "vehicle", {"plate": "京A 8F236", "model": "Swift", "odometer_km": ""}))
    assert "京A 8F236 · Swift" in page.text("main")
    page = an.submit(form, "vehicle", {"plate": "京a·8f236"}, status=409)
    assert "stands with 王建国 already" in page.text("[role=alert]")


def test_a_wrong_fact_comes_back_with_a_sentence_and_what_was_typed(an: SignedInBrowser, wang: Customer):
    form = an.get("/customers/new")
    page = an.submit(form, "customer", {**FACTS, "phone": "ask his wife", "email": "nobody"}, status=422)
    assert "Enter the number in digits" in page.text("[role=alert]")
    assert page.value("phone") == "ask his wife"
    form = an.get(f"/customers/{wang.id}/vehicles/new")
    page = an.submit(form, "vehicle", {"plate": "B 1", "vin": "not a vin!", "odometer_on": "tomorrow"}, status=422)
    assert "Enter the VIN in letters and digits" in page.text("[role=alert]")


def test_the_list_narrows_while_one_types_and_without_scripts(an: SignedInBrowser, wang: Customer):
    """A2: by the tail of the plate; the fragment replaces what was found."""
    part = an.get("/customers?q=F236", headers=HTMX)
    assert part.text("#customers-found").startswith("王建国")
    assert "<html" not in part.html
    assert "No customer found" in an.get("/customers?q=zzz").text("#customers-found")


def test_the_prepared_file_shows_what_happened_and_what_is_open(an: SignedInBrowser, wang: Customer):
    """BR6, BR7, BR13."""
    page = an.get(f"/customers/{wang.id}")
    page = an.follow(an.submit(an.get(page.link("Note work not done")), "open-item", {"work": "Brake pads"}))
    page = an.follow(an.submit(an.get(page.link("Note a complaint")), "complaint", {"what": "Noise is back"}))
    assert "Oil and filter" in page.text("table")
    rows = page.texts("[data-row]")
    assert ["Noise is back" in rows[0], "Brake pads" in rows[1]] == [True, True]
    page = an.follow(an.submit(page, "Settled"))
    page = an.follow(an.submit(page, "Done"))
    assert "Brake pads" not in page.text("main")
    assert "settled" in page.texts("[data-row]")[0]


def test_never_call_again_stands_on_the_page_and_in_the_list(an: SignedInBrowser, wang: Customer):
    """A12."""
    page = an.follow(an.submit(an.get(f"/customers/{wang.id}"), "Never call again"))
    assert "doesn’t want to be called" in page.text(".notice")
    assert "never call" in an.get("/customers").text("#customers-found")
    page = an.follow(an.submit(page, "May be called again"))
    assert "doesn’t want" not in page.text("main")


def test_the_workshop_reads_and_does_not_change(app: Flask, signed_in, wang: Customer):
    """P1."""
    tao = signed_in(stored_person(app, Role.WORKSHOP))
    page = tao.get(f"/customers/{wang.id}")
    assert "Add vehicle" not in page.text("main")
    tao.get(f"/customers/{wang.id}/edit", status=403)
    tao.post(f"/customers/{wang.id}/do-not-call", status=403)
    signed_in(stored_person(app, Role.AGENT)).get(f"/customers/{wang.id}", status=403)


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "%00", "' OR '1'='1", "%25%25", "😀" * 60, "[", "\\"])
def test_hostile_words_find_nothing_and_break_nothing(an: SignedInBrowser, wang: Customer, words: str):
    page = an.get("/customers", query_string={"q": words, "after": "-1"})
    assert "<script>alert" not in page.html


def test_what_a_customer_is_called_is_never_markup(app: Flask, an: SignedInBrowser):
    with app.app_context(), transaction():
        customer = make_service_customer("<img src=x onerror=alert(1)>", tags="<b>x</b>", notes="<i>y</i>", at=now())
        make_vehicle(customer, "<b>AB12", at=now(), model="<u>m")
    for path in ("/customers", f"/customers/{customer.id}", f"/customers/{customer.id}/edit"):
        html = an.get(path).html
        assert "<img src=x" not in html
        assert "<b>AB12" not in html
