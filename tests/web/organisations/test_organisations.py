"""Customers in the browser: found, searched, changed; and a stranger finds nothing (P2, S60)."""

import pytest
from flask import Flask

from portal.clock import now
from portal.db import read_only, transaction
from portal.domain.actors import SYSTEM
from portal.domain.organisations.queries import organisation_for
from portal.domain.rights import Role
from tests.client import SignedInBrowser
from tests.factories_organisations import make_contract, make_organisation
from tests.factories_people import stored_person

FACTS = {
    "name": "Harbour Tools",
    "country": "DE",
    "zone": "Europe/Berlin",
    "size": "80",
    "email_domain": "@Harbour.example",
    "notes": "",
}


@pytest.fixture
def dana(app: Flask, signed_in) -> SignedInBrowser:
    """Leads support."""
    return signed_in(stored_person(app, Role.SUPPORT_LEAD))


@pytest.fixture
def sam(app: Flask, signed_in) -> SignedInBrowser:
    """Answers tickets; changes no customers."""
    return signed_in(stored_person(app, Role.AGENT))


def test_a_lead_adds_a_customer(dana: SignedInBrowser):
    form = dana.get("/organisations/new")
    page = dana.follow(dana.submit(form, "organisation", FACTS))
    assert page.h1 == "Harbour Tools"
    assert "Germany" in page.text("main")
    assert "harbour.example" in page.text("main")
    assert "No contract yet" in page.text("main")


def test_a_wrong_fact_comes_back_with_a_sentence_and_all_that_was_typed(dana: SignedInBrowser):
    form = dana.get("/organisations/new")
    page = dana.submit(
        form, "organisation", {**FACTS, "size": "many", "email_domain": "me@harbour.example"}, status=422
    )
    assert "Enter a whole number, in digits." in page.text("[role=alert]")
    assert "Enter what stands behind the @" in page.text("[role=alert]")
    assert page.value("name") == "Harbour Tools"
    assert page.value("size") == "many"


@pytest.mark.slow
def test_the_list_is_searched_and_paged(app: Flask, sam: SignedInBrowser):
    with app.app_context(), transaction():
        for number in range(60):
            make_organisation(f"Customer {number:02}", at=now())
        make_contract(make_organisation("Zebra 100%", at=now()), first="2020-01-01", last="2099-12-31", at=now())
    first = sam.get("/organisations")
    assert len(first.soup.select("#rows > li")) == 50
    second = sam.get(first.soup.select_one(".pager a[rel=next]")["href"])
    assert len(second.soup.select("#rows > li")) == 11
    assert not second.soup.select(".pager a[rel=next]")
    assert sam.get("/organisations?q=0%25").texts(".row-title") == ["Zebra 100%"]
    assert "Zebra 100%" not in sam.get("/organisations?which=without&q=zebra").text("main")
    assert "No organisation found" in sam.get("/organisations?q=nobody").text("main")
    sam.get("/organisations?after=x&which=odd")


def test_who_may_not_change_customers_has_no_button_and_no_way(app: Flask, sam: SignedInBrowser):
    with app.app_context(), transaction():
        organisation_id = make_organisation(at=now()).id
    page = sam.get(f"/organisations/{organisation_id}")
    assert "Change" not in page.texts("main a")
    sam.get(f"/organisations/{organisation_id}/edit", status=403)
    sam.post(f"/organisations/{organisation_id}", FACTS, status=403)
    sam.get("/organisations/new", status=403)


def test_the_second_of_two_editors_is_told_and_keeps_the_text(app: Flask, dana: SignedInBrowser):
    with app.app_context(), transaction():
        organisation_id = make_organisation(at=now()).id
    path = f"/organisations/{organisation_id}"
    hers, his = dana.get(f"{path}/edit"), dana.get(f"{path}/edit")
    dana.submit(hers, "organisation", size="301")
    refused = dana.submit(his, "organisation", name="Northwind Group", status=409)
    assert "Somebody else changed this meanwhile" in refused.text("main")
    again = dana.get(f"{path}/edit")
    assert again.value("name") == "Northwind Group"
    assert "Somebody else changed this meanwhile" in again.text(".notice")
    dana.submit(again, "organisation")
    with app.app_context(), read_only():
        assert organisation_for(SYSTEM, organisation_id).name == "Northwind Group"


def test_what_is_not_there_is_a_404(dana: SignedInBrowser):
    dana.get("/organisations/4711", status=404)
    dana.get("/organisations/4711/edit", status=404)
    dana.get("/organisations/4711/contracts/new", status=404)
    dana.get("/organisations/4711/renewals/new", status=404)
