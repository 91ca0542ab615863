"""The welcome board on a screen: by link, masked on the server, page by page, in its languages (A30-A32, BR37)."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.appointments.masking import Privacy
from portal.domain.appointments.models import Appointment, Entrance
from portal.domain.people.displays import new_token, screen_holding
from portal.domain.people.models import DisplayLink
from portal.domain.people.operations import make_display_link, revoke_display_link
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.rules import Board
from tests.client import PortalClient
from tests.factories_booking import contact, make_a_service, make_advisor, make_shop
from tests.factories_customers import make_service_customer, make_vehicle
from tests.factories_welcome import make_appointment

MORNING = datetime(2026, 6, 2, 6, 30, tzinfo=UTC)  # 08:30 in Berlin
MINUTE = timedelta(minutes=1)
SECRETS = ("Konstantinopel", "Annabelle", "8ABK", "K 123", "5550199", "konst@example.com", "Rattles", "建国", "8F3")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The moment it is."""
    found = SimpleNamespace(at=MORNING)
    monkeypatch.setattr("portal.clock.datetime", SimpleNamespace(now=lambda _zone: found.at))
    monkeypatch.setattr("portal.web.live.COUNTS_FOR", 0)
    return found


@pytest.fixture
def hang(app: Flask, clock):
    """`hang(guests)`: a screen's address, with so many customers from 09:00 on, a quarter of an hour apart."""

    def make(guests: int = 2, **facts: object) -> str:
        token = new_token()
        with app.app_context(), transaction():
            make_shop(hours="08:00-23:00")
            make_advisor("Nina Park", name_zh="朴妮娜", hours="08:00-23:00")
            service = make_a_service(15)
            wang = make_service_customer("王建国", salutation="mr", phone="+4930 5550199", at=MORNING)
            car = make_vehicle(wang, "京A·8F345", at=MORNING)
            make_appointment(service, MORNING + 30 * MINUTE, at=MORNING, customer_id=wang.id, asset_id=car.id)
            for number in range(2, guests + 1):
                said = contact(
                    "Annabelle Konstantinopel", phone="+4930 5550199", plate="8ABK 123", wishes="Rattles loudly"
                )
                make_appointment(service, MORNING + (15 + 15 * number) * MINUTE, at=MORNING, contact=said)
            make_display_link(DisplayDraft("Door", board=Board.WELCOME, **facts), token, by=SYSTEM, at=MORNING)
        return f"/welcome/{token}"

    return make


def rows(page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select(".welcome-row")]


def test_the_screen_welcomes_todays_customers_br37(client: PortalClient, hang):
    page = client.get(hang())
    assert page.text("h1") == "Welcome to today’s booked customers"
    assert page.text(".wall-date").startswith("2 June")
    assert rows(page) == ["1 09:00 王先生 京A·**·45 Nina Park Next", "2 09:15 K. 8A·**·23 Nina Park Next"]
    assert page.soup.select("form, input, button, nav") == []


def test_full_names_and_plates_are_in_no_answer_by_default_a31(client: PortalClient, hang):
    """Masked on the server: neither the page nor what it asks for carries more; nor phone, wish, mail (rules 1-6)."""
    path = hang(9)
    sent = client.get(path).html + client.get(f"{path}/live").html
    assert "王先生" in sent
    assert [secret for secret in SECRETS if secret in sent] == []


def test_full_names_are_the_administrators_choice_and_hidden_ones_stay_hidden_a31(app, client, hang):
    path = hang()
    with app.app_context(), transaction():
        session().add(Entrance(privacy=Privacy.FULL))
    assert "Annabelle Konstantinopel 8ABK 123" in rows(client.get(path))[1]


@pytest.mark.slow
def test_twelve_stand_on_a_page_pages_turn_every_ten_seconds_and_can_be_stopped_a30(client, hang, clock):
    path = hang(25)
    seen = []
    for _turn in range(3):
        page = client.get(f"{path}/live?now=1")
        seen.append((page.text(".welcome-foot span"), len(rows(page))))
        clock.at += timedelta(seconds=10)
    assert sorted(seen) == [("Page 1 of 3", 12), ("Page 2 of 3", 12), ("Page 3 of 3", 1)]
    stopped = client.get(f"{path}?page=2")
    assert rows(stopped)[0].startswith("13 ")
    clock.at += timedelta(seconds=10)
    again = client.get(stopped.soup.select_one("[data-live]")["hx-get"])
    assert rows(again)[0].startswith("13 ")


def test_nothing_new_costs_204_and_an_arrival_is_news_at_once_a30(app, client, hang):
    page = client.get(hang(1))
    live = page.soup.select_one("[data-live]")
    asks = f"{live['hx-get']}?v={live['data-v']}"
    assert client.get(asks, status=204).html == ""
    with app.app_context(), transaction():
        here = session().scalars(select(Appointment)).one()
        here.arrived_at, here.arrived_how = MORNING, "staff"
    assert rows(client.get(asks)) == ["1 09:00 王先生 京A·**·45 Nina Park Arrived"]


def test_who_is_late_is_asked_to_the_reception_and_not_shamed_br37(client, hang, clock):
    """Words and a calm mark, no colour of a broken promise."""
    path = hang(1)
    clock.at += 41 * MINUTE
    page = client.get(path)
    assert rows(page) == ["1 09:00 王先生 京A·**·45 Nina Park See reception"]
    assert page.soup.select_one(".welcome-row")["class"] == ["welcome-row"]


def test_languages_come_in_turn_a32(client, hang, clock):
    path = hang(1, is_in_turn=True)
    seen = set()
    for _turn in range(2):
        page = client.get(path)
        seen.add((page.soup.html["lang"], page.text("h1"), page.text(".welcome-advisor")))
        clock.at += timedelta(seconds=20)
    assert seen == {
        ("en", "Welcome to today’s booked customers", "Nina Park"),
        ("zh-Hans", "欢迎今日预约客户", "朴妮娜"),
    }


def test_a_revoked_link_another_boards_link_and_a_mistyped_one_are_nothing_there_a32(app, client, hang):
    path = hang(1)
    client.get(path.replace("/welcome/", "/wall/"), status=404)
    client.get("/welcome/" + "x" * 43, status=404)
    with app.app_context(), transaction():
        link = session().get_one(DisplayLink, screen_holding(path.rsplit("/", 1)[1], Board.WELCOME).display_id)
        revoke_display_link(link, by=SYSTEM, at=MORNING)
    client.get(path, status=404)
    client.get(f"{path}/live", status=404)
