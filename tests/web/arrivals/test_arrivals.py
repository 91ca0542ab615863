"""Arrivals by the mail's link and at the kiosk (A33)."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.clock import now
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.operations.arriving import MOST_IN_VAIN
from portal.domain.appointments.words import Purpose
from portal.domain.people.displays import new_token
from portal.domain.people.operations import make_display_link
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.rules import Board
from tests.client import PortalClient
from tests.factories_booking import contact, make_a_service, make_advisor, make_shop
from tests.factories_welcome import make_appointment

ALL_DAY = "00:00-24:00"


@pytest.fixture
def door(app: Flask):
    """The kiosk's address, the mail's link, for somebody expected in ten minutes."""
    keys, token = new_keys(), new_token()
    with app.app_context(), transaction():
        make_shop(hours=ALL_DAY)
        make_advisor("Nina Park", hours=ALL_DAY)
        at = now().replace(second=0, microsecond=0)
        said = contact("Annabelle Konstantin", phone="+49 30 5550199", plate="8ABK 123")
        service = make_a_service(15, step=1)
        make_appointment(service, at + timedelta(minutes=10), at=at, keys=keys, contact=said)
        make_display_link(DisplayDraft("Door", board=Board.KIOSK), token, by=SYSTEM, at=at)
    return f"/kiosk/{token}", f"/check-in/{keys[Purpose.CHECK_IN]}"


def test_the_kiosk_says_thanks_and_who_comes_and_never_a_name_a33(client: PortalClient, door):
    kiosk, _link = door
    page = client.get(kiosk)
    thanks = client.post(kiosk, digits="0199", plate="", status=200)
    assert thanks.text("main").endswith("Nina Park will come.")
    assert "Annabelle" not in page.html + thanks.html
    assert "8ABK" not in page.html + thanks.html


def test_unknown_digits_and_another_plate_read_the_same_a33(client: PortalClient, door):
    kiosk, _link = door
    unknown = client.post(kiosk, digits="9999", plate="", status=422)
    elsewhere = client.post(kiosk, digits="0199", plate="ZZZ", status=422)
    assert unknown.text("main") == elsewhere.text("main")
    assert "Reception is glad to help you" in unknown.text("main")


def test_opening_the_mails_link_changes_nothing_the_button_does_a33(client: PortalClient, door):
    _kiosk, link = door
    assert client.get(link).text("h1") == "Are you here?"
    assert client.get(link).text("h1") == "Are you here?"
    assert client.follow(client.post(link)).text("main").endswith("Nina Park will come.")
    client.get("/check-in/" + "x" * 43, status=404)


def test_the_mails_link_says_when_it_is_too_early_or_over_a33(client: PortalClient, door):
    """Who holds the link may know; before its time nothing happens, after it the reception helps."""
    _kiosk, link = door
    with time_machine.travel(now() - timedelta(days=1)):
        assert "You can check in from" in client.get(link).text("main")
        assert "You can check in from" in client.post(link, status=409).text("main")
    with time_machine.travel(now() + timedelta(hours=5)):
        assert "Reception is glad to help you" in client.get(link).text("main")
    assert client.get(link).text("h1") == "Are you here?"


def test_a_slip_of_the_finger_at_the_kiosk_is_said_and_not_counted_a33(client: PortalClient, door):
    """Nothing typed, or too little, is about nobody: it doesn't tire the kiosk for the next."""
    kiosk, _link = door
    for _again in range(MOST_IN_VAIN + 1):
        assert "Enter the last 4 digits" in client.post(kiosk, digits="01", plate="", status=422).text("main")
    assert client.post(kiosk, digits="0199", plate="", status=200).h1 == "Thank you"
