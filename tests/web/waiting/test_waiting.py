"""The waiting list in the browser: joined, left and taken without an account; the desk's list (A5, A6, BE44)."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.actors import NOBODY
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations import appoint, call_off
from portal.domain.booking.models import Shop
from portal.domain.outbox.models import Mail
from portal.domain.people.rules import Limit
from portal.domain.rights import Role
from portal.web.pace import LIMITS
from tests.client import Visitor
from tests.factories_booking import booking_draft, make_a_service, make_advisor, make_shop, wall
from tests.factories_people import stored_person

MORNING = wall("2026-06-01 08:00")
NINE = wall("2026-06-02 09:00")


@pytest.fixture
def busy(app: Flask):
    """Anna's hour at nine is somebody's; what called() does with it."""
    with time_machine.travel(MORNING, tick=False):
        with app.app_context(), transaction():
            make_shop()
            make_advisor("Anna")
            service = make_a_service(60, step=60)
            draft = AppointmentDraft(booking_draft(service, NINE))
            reference = appoint(draft, new_keys(), by=NOBODY, at=now()).booking_id
        yield service.slug, reference


def call_it_off(app: Flask, booking_id: int) -> None:
    with app.app_context(), transaction():
        found = session().get_one(Appointment, booking_id)
        session().refresh(found, ["booking"])
        call_off(found, by=NOBODY, at=now())


def mailed(app: Flask, kind: str) -> str:
    with app.app_context(), read_only():
        return (
            session()
            .scalars(select(Mail).where(Mail.kind == kind).order_by(Mail.id.desc()))
            .first()
            .values["access_path"]
        )


def join(client, slug, **said):
    form = client.get(f"/book/waiting?service={slug}&on=2026-06-02")
    facts = {"name": "Mei Lin", "email": "mei@example.com", **said}
    return client.follow(client.submit(form, "waiting", facts))


def test_a_customer_joins_is_mailed_and_takes_the_time_by_its_link(app: Flask, client: Visitor, busy):
    slug, booking_id = busy
    page = join(client, slug)
    assert page.h1 == "You are on the waiting list"
    assert mailed(app, "waiting_joined") in page.form("Leave the waiting list")["action"]
    call_it_off(app, booking_id)
    path = mailed(app, "waiting_offered")
    for _ in range(2):
        page = client.get(path)  # scanners look, too
    assert page.h1 == "A time came free"
    assert "Tuesday" in page.text("main")
    page = client.follow(client.submit(page, "Take this time"))
    assert page.h1 == "This time is yours"
    assert "mei@example.com" not in page.html


def test_not_this_time_keeps_the_place_and_leaving_ends_it(app: Flask, client: Visitor, busy):
    slug, booking_id = busy
    place = join(client, slug)
    call_it_off(app, booking_id)
    page = client.follow(client.submit(client.get(mailed(app, "waiting_offered")), "Not this time"))
    assert page.h1 == "This time is no longer kept for you"
    page = client.follow(client.submit(place, "Leave the waiting list"))
    assert page.h1 == "You are no longer on the waiting list"


def test_a_wrong_day_or_no_way_to_tell_comes_back_with_what_was_typed(app: Flask, client: Visitor, busy):
    """BR24 besides: who waits is asked for what booking asks for, as it becomes a booking by one touch."""
    with app.app_context(), transaction():
        session().get_one(Shop, 1).asked_online = "plate"
    form = client.get(f"/book/waiting?service={busy[0]}&on=nonsense")
    page = client.submit(form, "waiting", {"name": "Mei Lin"}, status=422)
    assert "Enter a phone number or a mail address" in page.text("[role=alert]")
    assert "Enter the plate." in page.text("[role=alert]")
    said = {"name": "Mei", "phone": "1234567", "plate": "B-ML 42", "until_on": "2026-05-01"}
    page = client.submit(form, "waiting", said, status=422)
    assert "The last day lies before the first" in page.text("[role=alert]")
    assert page.value("name") == "Mei"


def test_a_form_that_was_open_too_long_is_sent_once_more_with_all_that_was_typed_a5(client: Visitor, busy):
    form = client.get(f"/book/waiting?service={busy[0]}&on=2026-06-02")
    facts = {"name": "Mei Lin", "email": "mei@example.com", "wishes": "It rattles"}
    again = client.submit(form, "waiting", {**facts, "csrf_token": "old"}, status=400)
    assert "What you typed is kept" in again.text("[role=alert]")
    assert (again.value("name"), again.soup.select_one("#wishes").text.strip()) == ("Mei Lin", "It rattles")
    assert "waiting list" in client.follow(client.submit(again, "waiting")).h1


def test_a_link_that_opens_nothing_is_not_there(client: Visitor, busy):
    for place in ("", "offers/"):
        client.get(f"/book/waiting/{place}{'x' * 43}", status=404)


def test_who_tries_many_links_of_the_list_has_to_wait_and_nobody_else(client: Visitor, busy):
    """Threats: enumeration, counted together with the links of appointments."""
    place = join(client, busy[0]).form("Leave the waiting list")["action"].removesuffix("/end")
    for number in range(20):
        client.get(f"/book/waiting/{'offers/' * (number % 2)}{number:043}", status=404)
    client.post(f"/book/waiting/offers/{20:043}", status=429)
    assert client.get(place).h1 == "You are on the waiting list"


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "1999-12-31", "2100-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_as_if_it_were_not_said(client: Visitor, busy, on: str):
    form = client.get(f"/book/waiting?service={busy[0]}&on={on}")
    assert form.value("from_on") == "2026-06-01"


@pytest.mark.slow
def test_the_desk_calls_who_has_only_a_phone_and_books_it(app: Flask, client: Visitor, busy, signed_in):
    slug, booking_id = busy
    join(client, slug, email="", phone="+1 212 555 0100")
    desk = signed_in(stored_person(app, Role.FRONT_DESK))
    assert "Mei Lin" in desk.get("/waiting-list").text("main")
    call_it_off(app, booking_id)
    page = desk.get("/waiting-list")
    assert "call now" in page.text("main")
    page = desk.follow(desk.submit(page, "Book it"))
    assert "Nobody waits" in page.text("main")


def test_the_desk_is_not_too_fast_behind_the_address_of_the_shop(client: Visitor, busy, signed_in, app, monkeypatch):
    """Threats: only who books without an account is counted, also beside the desk."""
    monkeypatch.setitem(LIMITS, "booking", Limit(1, timedelta(hours=1)))
    desk = signed_in(stored_person(app, Role.FRONT_DESK))
    form = desk.get(f"/book/waiting?service={busy[0]}")
    assert "In the customer's own words" in form.text("main")  # it speaks of the customer, not to them
    for name in ("Mei", "Tom"):
        desk.submit(form, "waiting", {"name": name, "phone": "1234567", "form_key": f"{name:_<43}"}, status=303)
    join(client, busy[0])
    said = {"name": "Bo", "phone": "1234567"}
    client.submit(client.get(f"/book/waiting?service={busy[0]}"), "waiting", said, status=429)


def test_the_desk_passes_on_and_takes_off(app: Flask, client: Visitor, busy, signed_in):
    slug, booking_id = busy
    join(client, slug)
    call_it_off(app, booking_id)
    desk = signed_in(stored_person(app, Role.FRONT_DESK))
    page = desk.follow(desk.submit(desk.get("/waiting-list"), "Pass on"))
    page = desk.follow(desk.submit(page, "Take off"))
    assert "Nobody waits" in page.text("main")
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        assert join(client, slug).h1 == "You are on the waiting list"
