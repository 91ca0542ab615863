"""A telephone system tells that it rings: signed, once, within five minutes; the caller's card pops up (BR20)."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.clock import now
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.customers.operations import note_open_item
from portal.domain.outreach.models import RingingCall
from portal.domain.outreach.operations import connect_telephone, forget_old_ringing
from portal.domain.outreach.telephone_rules import is_fresh, signature_of
from portal.domain.people.rules import Limit
from portal.domain.rights import Role
from portal.web.pace import LIMITS
from tests.client import SignedInBrowser
from tests.factories_customers import make_service_customer, make_vehicle
from tests.factories_people import stored_person

HOOK = "/outreach/incoming/hook"


@pytest.fixture
def secret(app: Flask, signed_in) -> str:
    """As the administrator sees it, once."""
    ada: SignedInBrowser = signed_in(stored_person(app, Role.ADMINISTRATOR))
    form = ada.get("/settings/telephone")
    shown = ada.submit(form, "telephone", status=200)
    again = ada.submit(form, "telephone", status=200)
    found = shown.soup.select_one("#telephone-secret")["value"]
    assert again.soup.select_one("#telephone-secret")["value"] == found
    assert found not in ada.get("/settings/telephone").html
    return str(found)


def told(client, secret: str, *, at=None, **said: object):
    """What a telephone system posts, with its headers."""
    body, moment = json.dumps(said).encode(), str(int((at or now()).timestamp()))
    headers = {"X-Deskbell-Timestamp": moment, "X-Deskbell-Signature": signature_of(secret, moment, body)}
    return client.http.post(HOOK, data=body, headers=headers, content_type="application/json")


def test_who_rings_pops_up_with_what_is_open_and_is_taken_down(app: Flask, client, signed_in, secret: str):
    """BR20, A13: live, by the number, on the pages of the calls; no longer once the call is kept."""
    with app.app_context(), transaction():
        at = now()
        customer = make_service_customer("王建国", at=at)
        note_open_item(
            make_vehicle(customer, "京A·8F236", at=at),
            "前刹车片",
            at.date(),
            at.date() + timedelta(9),
            by=SYSTEM,
            at=at,
        )
    an: SignedInBrowser = signed_in(stored_person(app, Role.FRONT_DESK, name="An Ming"))
    quiet = an.get("/outreach/calls").soup.select_one("#ringing")["data-v"]
    assert told(client, secret, phone=customer.phone, rings=2).status_code == 204
    assert told(client, secret, phone="", rings=None).status_code == 204
    live = an.get(f"/outreach/incoming/live?v={quiet}&now=1")
    assert "前刹车片" in live.text("#ringing-1")
    assert "京A·8F236" in live.text("#ringing-1")
    assert "Number withheld" in an.get("/outreach/incoming").text("#ringing-2")
    card = an.get("/outreach/incoming/new?ringing=1")
    assert (card.value("rings"), card.value("name")) == ("2", "王建国")
    page = an.follow(an.submit(card, "incoming"))
    assert page.soup.select_one("#ringing-1") is None
    with app.app_context(), transaction() as session:
        forget_old_ringing(by=SYSTEM, at=now() + timedelta(days=2))
        assert session.scalar(select(func.count()).select_from(RingingCall)) == 0


def test_only_the_telephone_systems_own_word_counts_and_once(app: Flask, client, secret: str, monkeypatch):
    """BR20: no forged, old, repeated or unreadable call; a new secret ends the one before."""
    at = now()
    assert told(client, "guessed", phone="+4915112345678").status_code == 401
    assert told(client, secret, at=at - timedelta(minutes=6), phone="+4915112345678").status_code == 401
    assert client.http.post(HOOK, data=b"{}").status_code == 401
    assert told(client, secret, at=at, phone="+4915112345678").status_code == 204
    assert told(client, secret, at=at, phone="+4915112345678").status_code == 409
    for said in ({"rings": 2}, {"phone": 5}, {"phone": "1", "rings": 0}, {"phone": "1", "rings": True}):
        assert told(client, secret, **said).status_code == 422
    with app.app_context(), transaction():
        connect_telephone("another", by=SYSTEM, at=at)
    assert told(client, secret, phone="+4915112345679").status_code == 401
    app.extensions["pace"].clear()
    monkeypatch.setitem(LIMITS, "hook", Limit(1, LIMITS["hook"].within))
    assert [client.http.post(HOOK, data=b"{}").status_code for _ in range(2)] == [401, 429]


def test_a_moment_is_a_number_of_seconds_near_ours():
    """BR20."""
    at = now()
    assert is_fresh(str(int(at.timestamp()) + 299), at)
    assert not any(is_fresh(one, at) for one in ("", "-1", "1e9", "٣", "9" * 13, str(int(at.timestamp()) - 301)))
