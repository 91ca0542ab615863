"""The call list in the browser: tabs, the card, one touch; campaigns, scripts; calls that come in (A10-A14)."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.clock import now
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.customers.models import Asset
from portal.domain.customers.operations import note_open_item
from portal.domain.outreach.operations import make_invites
from portal.domain.rights import Role
from tests.client import SignedInBrowser
from tests.factories_customers import make_service_customer, make_vehicle
from tests.factories_people import stored_person


@pytest.fixture
def an(app: Flask, signed_in) -> SignedInBrowser:
    """A front-desk advisor."""
    return signed_in(stored_person(app, Role.FRONT_DESK, name="An Ming"))


@pytest.fixture
def asset(app: Flask) -> Asset:
    """Its service is due today, and work of last time is open."""
    with app.app_context(), transaction():
        at = now()
        customer = make_service_customer("王建国", salutation="mr", locale="zh_Hans", at=at)
        found = make_vehicle(customer, "京A·8F236", at=at, next_due_on=at.date(), visits=(("2026-05-01", 99_00),))
        note_open_item(found, "前刹车片", at.date(), at.date() + timedelta(days=90), by=SYSTEM, at=at)
        make_invites(by=SYSTEM, at=at)
    return found


def test_the_card_lies_ready_with_file_words_and_score(an: SignedInBrowser, asset: Asset):
    """A11, BR6-BR8, BR13, BR18: in the customer's language, and in the other one."""
    page = an.get("/outreach/calls?reason=periodic")
    assert page.texts("[data-row] a") == ["王建国"]
    card = an.get(page.link("王建国"))
    assert "王先生" in card.text("#script")
    assert "前刹车片" in card.text("#script")
    assert "Oil and filter" in card.text("aside")
    assert "Score 4 of 100" in card.text("aside")
    assert "Good day, this is An Ming" in an.get(card.link("English")).text("#script")


def test_a_call_is_taken_confirmed_and_ended_with_one_touch(an: SignedInBrowser, asset: Asset):
    """A11, A14, BR6, BR11."""
    card = an.follow(an.submit(an.get("/outreach/calls"), "Call"))
    notes = {"fault": "Squeaks", "summary": "Front brakes squeak when cold"}
    refused = an.submit(card, "attempt", {**notes, "outcome": "not_now"}, status=409)
    assert "Confirm name and plate" in refused.text("[role=alert]")
    card = an.get("/outreach/calls/1")
    assert card.value("summary") == notes["summary"]
    page = an.follow(an.submit(card, "attempt", {"identity_confirmed": "y", "outcome": "not_now"}))
    assert "Nobody is to be called now" in page.text("main")
    card = an.get("/outreach/calls/1")
    assert "Not now An Ming · Front brakes squeak when cold" in card.text("aside")


def test_the_second_agent_reads_who_has_the_customer(app: Flask, signed_in, an: SignedInBrowser, asset: Asset):
    an.post("/outreach/calls/1/claim")
    bo = signed_in(stored_person(app, Role.FRONT_DESK))
    assert "An Ming is calling" in bo.get("/outreach/calls").text("[data-row]")
    assert "An Ming is calling this customer" in bo.get("/outreach/calls/1").text(".notice")
    assert "An Ming" in bo.post("/outreach/calls/1/claim", status=409).text("[role=alert]")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"outcome": "fly"},
        {"outcome": "call_again", "identity_confirmed": "y", "call_again_at": "0001-01-01T00:00"},
        {"outcome": "call_again", "identity_confirmed": "y", "call_again_at": "tomorrow"},
        {"outcome": "booked", "odometer_km": "-3"},
        {"outcome": "booked", "summary": "x" * 2001},
    ],
)
def test_what_makes_no_sense_comes_back_with_a_sentence(an: SignedInBrowser, asset: Asset, fields: dict):
    page = an.post("/outreach/calls/1/attempts", fields, status=422)
    assert page.text("[role=alert]")


def test_an_incoming_call_is_kept_with_rings_and_words(an: SignedInBrowser, asset: Asset):
    """A13, A14, BR20."""
    form = an.get(f"/outreach/incoming/new?customer={asset.customer_id}")
    assert form.value("name") == "王建国"
    assert form.texts("aside p")[0].endswith("An Ming speaking. What can I do for you?"), (
        "the shop, then the name (BR21)"
    )
    page = an.follow(an.submit(form, "incoming", {"rings": "2", "fault": "Rattles", "summary": "Rattles when cold"}))
    assert "100 %" in page.text("header.page-head")
    assert "Rattles when cold" in page.text("[data-row]")
    assert "Enter a number from 1 to 99." in an.submit(form, "incoming", {"rings": "0"}, status=422).text(
        "[role=alert]"
    )


@pytest.mark.parametrize("phone", ["%2B8613812345678", "008613812345678", "8613812345678", "+86 138 1234-5678"])
def test_the_telephone_opens_the_card_of_who_calls(an: SignedInBrowser, asset: Asset, phone: str):
    """BR20, A13: by the number, however it is written; with the file, the open work and the rings."""
    card = an.get(f"/outreach/incoming/new?phone={phone}&rings=2")
    assert (card.value("name"), card.value("rings"), card.value("customer")) == ("王建国", "2", f"{asset.customer_id}")
    assert "前刹车片" in card.text("#caller")
    assert "phone=" in an.get("/outreach/incoming").text("code")


def test_a_number_that_nobody_has_or_several_have_is_filled_in_alone(app: Flask, an: SignedInBrowser, asset: Asset):
    """BR20, BR6: customers are never mixed up."""
    with app.app_context(), transaction():
        make_service_customer("Somebody of the same house", at=now())  # the same number
    for phone in ("+8613812345678", "+49 30 901820", "anonymous"):
        card = an.get("/outreach/incoming/new", query_string={"phone": phone, "rings": "many"})
        assert (card.value("name"), card.value("phone"), card.value("rings")) == ("", phone, "")


def test_what_the_caller_needs_is_asked_in_detail(an: SignedInBrowser, asset: Asset):
    """BR22: what it does and since when, waiting or leaving it, a courtesy car, the language."""
    said = {"name": "Tom", "fault": "It squeaks", "since": "Tuesday", "stays": "drops_off", "wants_loaner": "y"}
    page = an.follow(an.submit(an.get("/outreach/incoming/new"), "incoming", {**said, "locale": "zh_Hans"}))
    told = page.text("[data-row]")
    for words in ("It squeaks", "Tuesday", "Leaves the vehicle", "Needs a courtesy car", "中文"):
        assert words in told
    wrong = an.submit(an.get("/outreach/incoming/new"), "incoming", {**said, "stays": "sleeps"}, status=422)
    assert wrong.value("since") == "Tuesday"


def test_how_the_car_is_and_why_not_are_kept_with_the_call(an: SignedInBrowser, asset: Asset):
    """BR10, BR15."""
    said = {"identity_confirmed": "y", "condition": "Runs well", "odometer_km": "41200", "explained": "booking"}
    card = an.get("/outreach/calls/1")
    an.submit(card, "attempt", {**said, "declined_because": "no_time", "outcome": "not_now"})
    told = an.get("/outreach/calls/1").text("aside")
    for words in ("Runs well", "41,200 km", "No time"):
        assert words in told


def test_the_administrator_arranges_order_scripts_and_campaigns(app: Flask, signed_in, an: SignedInBrowser):
    """BR2, BR3, BR8, BR9; another role's 403."""
    ines = signed_in(stored_person(app, Role.ADMINISTRATOR))
    page = ines.follow(ines.post("/outreach/order/periodic/rise"))
    assert "Periodic service" in page.texts("[data-row]")[2]
    form = ines.get("/outreach/scripts/periodic/en")
    assert "{password}" in ines.submit(form, "script", {"words": "{password}"}, status=409).text("[role=alert]")
    ines.submit(form, "script", {"words": "Hello {customer}"})
    assert ines.get("/outreach/scripts/periodic/en").value("words") == "Hello {customer}"
    facts = {"name": "Winter check", "what": "Battery for free", "starts_on": "2026-11-01", "ends_on": "2026-10-01"}
    form = ines.get("/outreach/campaigns/new")
    assert "last day" in ines.submit(form, "campaign", facts, status=422).text("[role=alert]")
    page = ines.follow(ines.submit(form, "campaign", {**facts, "ends_on": "2027-01-31"}))
    form = ines.get(page.link("Winter check"))
    ines.submit(form, "campaign", {"most": "5"})
    for path in ("/outreach/order", "/outreach/scripts", "/outreach/campaigns"):
        an.get(path, status=403)
    ines.get("/outreach/scripts/periodic/tlh", status=404)
    signed_in(stored_person(app, Role.PARTS)).get("/outreach/calls", status=403)
