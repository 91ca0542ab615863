"""Attack: the same form twice, half characters, addresses that are none (S40, S47, P14, P45)."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.drafts.models import Draft
from portal.domain.people.models import Person
from portal.domain.tickets.models import Message, Ticket
from tests.client import Visitor
from tests.factories_people import PASSWORD, PASSWORD_HASH
from tests.factories_tickets import make_agent, make_customer, make_ticket
from tests.security.test_two_at_once import post, together

INTAKE = {
    "title": "Kiosk app stops",
    "description": "It stops when it starts.",
    "contact_name": "Mei",
    "contact_email": "mei@acme.example",
    "severity": "2",
}


def count(app: Flask, table: type, *conditions: object) -> int:
    with app.app_context(), read_only():
        return session().scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def test_a_form_sent_twice_opens_one_ticket_s40(app: Flask, signed_in):
    with app.app_context(), transaction():
        mei = make_customer().mei
    browser = signed_in(mei)
    area = browser.get("/tickets/new").soup.select("[name=area] option")[-1]["value"]
    intake = INTAKE | {"area": str(area)}
    assert together(*[post(browser, "/tickets", **intake)] * 3) == [303, 303, 303]
    assert count(app, Ticket) == 1
    browser.post("/tickets", intake | {"title": "Another"})
    assert count(app, Ticket) == 2


@pytest.mark.parametrize(
    "other", [{"imeis": "352099001761481"}, {"contact_email": "ann@example.com"}, {"contact_phone": "+1 212 555 0199"}]
)
def test_another_device_or_contact_is_another_ticket_s40(app: Flask, signed_in, other: dict[str, str]):
    """Opened from the same page, gone back to; the second one's facts were lost without a word."""
    with app.app_context(), transaction():
        mei = make_customer().mei
    browser = signed_in(mei)
    area = browser.get("/tickets/new").soup.select("[name=area] option")[-1]["value"]
    intake = INTAKE | {"area": str(area), "imeis": "490154203237518"}
    for sent in (intake, intake, intake | other):
        browser.post("/tickets", sent)
    assert count(app, Ticket) == 2


def test_the_same_words_with_another_step_take_that_step_s47(app: Flask, signed_in):
    with app.app_context(), transaction():
        mei, agent = make_customer().mei, make_agent("Sam Ortiz").person
        number = make_ticket(mei, now() - timedelta(hours=3)).number
    browser = signed_in(agent)
    seen = browser.get(f"/tickets/{number}").soup.select_one("[name=seen_message_id]")["value"]
    for then in ("", "resolved", "resolved"):
        browser.post(f"/tickets/{number}/replies", {"body": "Fixed.", "then": then, "seen_message_id": seen})
    assert count(app, Ticket, Ticket.state == "resolved") == 1
    assert count(app, Message, Message.body == "Fixed.") == 2


@pytest.mark.parametrize("who", ["customer", "staff"])
def test_a_reply_sent_twice_is_said_once_s47(app: Flask, signed_in, who: str):
    with app.app_context(), transaction():
        mei, agent = make_customer().mei, make_agent("Sam Ortiz").person
        number = make_ticket(mei, now() - timedelta(hours=3)).number
    browser = signed_in(mei if who == "customer" else agent)
    assert together(*[post(browser, f"/tickets/{number}/replies", body="The log says no.")] * 3) == [303, 303, 303]
    assert count(app, Message, Message.body == "The log says no.") == 1
    browser.post(f"/tickets/{number}/replies", {"body": "And now it says yes.", "seen_message_id": "999999"})
    browser.post(f"/tickets/{number}/replies", {"body": "The log says no.", "seen_message_id": "999999"})
    assert count(app, Message, Message.body == "The log says no.") == 2, "said again, after something else"


def test_a_form_refused_twice_at_once_keeps_one_draft_p14(app: Flask, signed_in):
    """It was a 500 on PostgreSQL: the draft was kept by two requests, in the handler of an error."""
    with app.app_context(), transaction():
        mei = make_customer().mei
    browser = signed_in(mei)
    stale = {"csrf_token": "old", "at_page": "/tickets/new#ticket", "title": "Kept"}
    assert together(*[post(browser, "/tickets", **stale)] * 4) == [400] * 4
    assert count(app, Draft) == 1


@pytest.mark.parametrize(
    "kept",
    [
        {"page": "/tickets/new\ud800", "form": "ticket", "fields": {"title": ["x"]}},
        {"page": "/tickets/new", "form": "ticket\udfff", "fields": {"title": ["x"]}},
        {"page": "/tickets/new", "form": "ticket", "fields": {"title": ["\ud800half"], "\ud800": ["x"]}},
    ],
)
def test_half_characters_in_a_travelling_form_break_nothing_p14(app: Flask, kept: dict[str, object]):
    with app.app_context(), transaction():
        mei = make_customer().mei
        session().get_one(Person, mei.id).password_hash = PASSWORD_HASH
    browser = Visitor(app)
    browser.get("/sign-in")
    browser.post("/sign-in", {"email": mei.person.email, "password": PASSWORD, "kept": json.dumps(kept)})
    browser.get("/tickets/new")


@pytest.mark.parametrize("address", ["http://[", "http://[::1", "//[x", "http://a]b/"])
def test_addresses_that_are_none_break_nothing(app: Flask, address: str):
    browser = Visitor(app)
    browser.get("/sign-in")
    browser.post("/language", {"locale": "en"}, csrf=False, headers={"Referer": address}, status=400)
    browser.get("/tickets", headers={"HX-Request": "true", "HX-Current-URL": address})
