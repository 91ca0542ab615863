"""Booking without an account: a service, a time, a few words, booked (A1, BE9, BE11-BE14, BE22)."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.db import transaction
from portal.domain.booking.models import Booking, Hold, Service, Shop
from portal.domain.rights import Role
from tests.client import Visitor
from tests.factories_booking import make_a_service, make_advisor, make_bay
from tests.factories_people import stored_person
from tests.factories_roster import make_contact, make_customer
from tests.public_booking import ELEVEN, MEI, MORNING, NINE, TEN, Desk, bookings, count, links_in, mails, times_on


def test_a_visitor_books_in_four_pages_and_gets_a_mail(desk: Desk, client):
    """A1: services, times, details, booked."""
    times = client.get(client.get("/book").link("Service"))
    assert times.texts("#times-title") == ["Mon 1 Jun"]
    form = client.follow(client.post(f"{desk.path}/holds", start_at=NINE))
    assert "We keep this time for you until 08:05" in form.text("main")
    page = client.follow(client.submit(form, "booking", MEI))
    assert page.h1 == "Your appointment is booked"
    assert "Tuesday, 2 June 2026, 09:00 GMT+2" in page.text("main")
    (booking,), (mail,) = bookings(desk.app), mails(desk.app)
    assert (booking.state, booking.channel, booking.contact_name, booking.plate) == (
        "confirmed", "web", "Mei Lin", "B-ML 42",
    )  # fmt: skip
    assert (mail.kind, mail.to_email, mail.zone) == ("booking_booked", "mei@example.com", "Europe/Berlin")
    assert booking.reference in page.text("main")


def test_the_page_of_weeks_and_times_costs_eight_queries(desk: Desk, client):
    page = client.get(desk.path, most_queries=8)
    assert len(page.soup.select(".week-day a")) == 35
    assert client.get(f"{desk.path}?on=2026-06-02&advisor={desk.anna}&at=09:00", most_queries=8).status == 200


def test_a_request_is_said_to_be_one(app: Flask, desk: Desk, client):
    """BR25: the shop has yet to say yes."""
    with app.app_context(), transaction() as session:
        session.get_one(Service, desk.service_id).is_confirmed_at_once = False
    page = desk.book(browser=client)
    assert page.h1 == "We keep this time for you"
    assert mails(app)[0].values["is_requested"] is True


def test_a_double_click_books_once_and_mails_once(desk: Desk, client):
    """BE9: the same form sent again leads to the same page."""
    form = desk.form(client)
    first, second = (client.submit(form, "booking", MEI) for _ in range(2))
    assert first.location == second.location
    assert (count(desk.app, Booking), len(mails(desk.app))) == (1, 1)
    assert client.follow(second).h1 == "Your appointment is booked"


@pytest.mark.parametrize("start", ["2026-06-02T07:20:00Z", "2026-06-02T03:00:00Z", "2026-06-02T07:00:00", "", "x"])
def test_a_time_that_is_not_offered_is_refused_and_nothing_is_stored(desk: Desk, client, start: str):
    """BE11: off the grid, outside the hours, on no clock, none."""
    page = client.post(f"{desk.path}/bookings", desk.fields(start), status=422)
    assert "can't be booked" in page.text("[role=alert]")
    assert page.value("name") == "Mei Lin", "what was typed is still there"
    client.post(f"{desk.path}/holds", start_at=start, status=422)
    assert (count(desk.app, Booking), count(desk.app, Hold)) == (0, 0)


def test_nobody_else_than_an_advisor_of_the_service_can_be_asked_for(app: Flask, desk: Desk, client):
    """BE11: neither another service's resource nor one that is kept for walk-ins."""
    with app.app_context(), transaction():
        others = [make_bay("Bay 1").id, make_advisor("Walk-ins", is_kept_for_walk_ins=True).id, 999_999]
    for number in others:
        client.post(f"{desk.path}/bookings", desk.fields(advisor=number), status=422)
        client.post(f"{desk.path}/holds", start_at=NINE, advisor=number, status=422)
    assert (count(app, Booking), count(app, Hold)) == (0, 0)


def test_an_end_a_length_and_a_price_in_the_form_count_for_nothing(desk: Desk, client):
    """BE12."""
    more = {"end_at": "2027-01-01T00:00:00Z", "minutes": 9999, "price": "0", "state": "cancelled", "booking_id": 1}
    client.post(f"{desk.path}/bookings", desk.fields(**more))
    (booking,) = bookings(desk.app)
    assert (booking.end_at - booking.start_at).seconds == 3600
    assert (booking.price, booking.state) == ("", "confirmed")


def test_a_held_time_is_nobody_elses_until_it_runs_out(desk: Desk, client, clock):
    """BE14: both advisors are held by others, so the time is gone for this visitor; five minutes later it is back."""
    for _ in range(2):
        desk.form(Visitor(desk.app))
    day = f"{desk.path}?on=2026-06-02"
    assert NINE not in times_on(client.get(day))
    page = client.post(f"{desk.path}/holds", start_at=NINE, status=409)
    assert len(times_on(page)) >= 3
    clock.shift(301)
    assert NINE in times_on(client.get(day))


def test_a_hold_opens_nothing_for_another_and_nothing_typed_is_lost(desk: Desk, client):
    """BE14: a token that isn't one."""
    page = client.post(f"{desk.path}/bookings", desk.fields(hold_token="x" * 43), status=409)
    assert "no longer kept" in page.text("[role=alert]")
    assert (page.value("name"), page.value("hold_token")) == ("Mei Lin", "")
    client.submit(page, "booking")
    assert count(desk.app, Booking) == 1


def test_a_hold_of_another_browser_is_not_booked_with_its_token(desk: Desk, client):
    """BE14: not even with the token itself; its own browser books with it."""
    page = desk.form(client)
    stolen = desk.fields(hold_token=page.value("hold_token"), name="Bo")
    said = Visitor(desk.app).post(f"{desk.path}/bookings", stolen, status=409)
    assert "no longer kept" in said.text("[role=alert]")
    client.submit(page, "booking", MEI)
    assert [one.contact_name for one in bookings(desk.app)] == ["Mei Lin"]


def test_choosing_another_time_lets_the_first_go(desk: Desk, client):
    """BE14: one browser keeps one time."""
    other = Visitor(desk.app)
    for browser in (client, other):
        desk.form(browser, NINE)
        desk.form(browser, TEN)
    assert NINE in times_on(client.get(f"{desk.path}?on=2026-06-02"))


def test_who_keeps_the_same_time_too_often_can_still_book_it(desk: Desk, client):
    """BE14: no endless renewal; the form comes all the same, and says that nothing is kept."""
    for start in (NINE, TEN, NINE, TEN):
        desk.form(client, start)
    page = desk.form(client, NINE)
    assert page.value("hold_token") == ""
    assert "isn't kept" in page.text("main")
    client.submit(page, "booking", MEI)
    assert count(desk.app, Booking) == 1


def test_the_fourth_open_appointment_of_a_contact_is_refused(desk: Desk, client):
    """A9, in an honest sentence, with everything typed still there."""
    for number, start in enumerate((NINE, TEN, ELEVEN)):
        client.post(f"{desk.path}/bookings", desk.fields(start, form_key=f"{number}" * 43))
    page = client.post(f"{desk.path}/bookings", desk.fields("2026-06-03T07:00:00Z"), status=409)
    assert "There are 3 appointments in your name already" in page.text("[role=alert]")
    assert page.value("plate") == "B-ML 42"


@pytest.mark.slow
def test_one_address_books_so_often_in_an_hour_and_no_more(desk: Desk, client, clock):
    """Threats: limits for who needs no account."""
    for number in range(20):
        start = f"2026-06-{3 + number // 10:02}T{6 + number % 10:02}:00:00Z"
        said = {"email": f"m{number}@example.com", "form_key": f"{number:043}"}
        client.post(f"{desk.path}/bookings", desk.fields(start, **said))
    page = client.post(f"{desk.path}/bookings", desk.fields(email="x@example.com"), status=429)
    assert "Too many attempts" in page.text("[role=alert]")
    clock.shift(3601)
    client.post(f"{desk.path}/bookings", desk.fields(email="x@example.com"))


def test_what_is_missing_is_said_at_its_field(desk: Desk, client):
    page = client.post(f"{desk.path}/bookings", desk.fields(name="", email="", phone=""), status=422)
    assert "Enter your name." in page.text("#name-error")
    page = client.post(f"{desk.path}/bookings", desk.fields(email="", phone=""), status=422)
    assert "so that we can reach you" in page.text("#phone-error")
    client.post(f"{desk.path}/bookings", desk.fields(email="", phone="+49 30 901820"))
    assert (count(desk.app, Booking), mails(desk.app)) == (1, [])


def test_who_is_signed_in_finds_the_form_filled_in(app: Flask, desk: Desk, signed_in):
    """A1: a customer with name, mail and what they came with last; who books for others with nothing."""
    with app.app_context(), transaction():
        tom = make_contact(make_customer(at=MORNING), "Tom Lin", at=MORNING)
    browser = signed_in(tom)
    form = desk.form(browser)
    assert (form.value("name"), form.value("plate")) == ("Tom Lin", "")
    browser.submit(form, "booking", plate="B-TL 7", model="Jimny")
    again = desk.form(browser, TEN)
    assert (again.value("plate"), again.value("model"), again.value("email")) == (
        "B-TL 7",
        "Jimny",
        form.value("email"),
    )
    assert desk.form(signed_in(stored_person(app, Role.ADMINISTRATOR)), ELEVEN).value("name") == ""


def test_all_times_are_the_shops_whoever_reads(app: Flask, desk: Desk, signed_in):
    """BE22: somebody whose account says Shanghai reads the clock on the wall in Berlin; the page says so."""

    browser = signed_in(stored_person(app, Role.SUPPORT_LEAD, email="li@example.com", zone="Asia/Shanghai"))
    page = desk.form(browser)
    assert "Tuesday, 2 June 2026, 09:00 GMT+2" in page.text("main")
    assert "local time where we are, in Berlin" in page.text("main")
    assert page.soup.select_one("[data-shop-zone='Europe/Berlin'][data-at] [data-other-zone][hidden]")
    booked = browser.follow(browser.submit(page, "booking", MEI))
    assert "09:00 GMT+2" in booked.text("main")
    assert set(links_in(mails(app)[0])) == {"see", "move", "cancel", "check_in"}


def test_a_page_left_open_until_its_time_was_over_offers_others_with_all_that_was_typed(desk: Desk, client, clock):
    """A4, A5: the time is over, or too soon by now; neither the times nor the form are a dead end."""
    client.get(desk.path)
    clock.move_to(MORNING + timedelta(days=1, hours=2))
    instead = client.post(f"{desk.path}/holds", start_at=NINE, status=422)
    assert len(times_on(instead)) >= 3
    typed = client.post(f"{desk.path}/bookings", **desk.fields(NINE), status=422)
    assert all(said in typed.html for said in ("Mei Lin", "mei@example.com", "B-ML 42", "It rattles."))
    booked = client.submit(typed, "instead", {"start_at": times_on(typed)[0]})
    assert "Your appointment is booked" in client.follow(booked).html


def test_two_taps_at_once_on_one_time_are_one_visitors(desk: Desk, client):
    """BE14: the browser sends the second before it has read the answer to the first."""
    client.get(desk.path)
    mark = client.http.get_cookie("session")
    for _tap in range(2):
        if mark is not None:
            client.http.set_cookie("session", mark.value)
        answer = client.post(f"{desk.path}/holds", start_at=NINE, advisor=desk.anna)
        assert "/bookings/new" in answer.location
    assert NINE in times_on(Visitor(desk.app).get(f"{desk.path}?on=2026-06-02&advisor={desk.boris}"))


def test_a_form_left_open_too_long_comes_again_with_all_that_was_typed(desk: Desk, client):
    """P14: only its token was old; the second time it books."""
    again = client.post(f"{desk.path}/bookings", **desk.fields(), csrf_token="old", status=400)
    assert all(said in again.html for said in ("Mei Lin", "mei@example.com", "B-ML 42", "It rattles."))
    assert "send it once more" in again.text("main")
    assert "Your appointment is booked" in client.follow(client.submit(again, "booking", {})).html


def test_what_the_shop_wants_to_know_is_asked_and_nothing_typed_is_lost(app: Flask, desk: Desk, client):
    """BR24: set up by the business; what isn't asked for says that it may stay empty."""
    with app.app_context(), transaction() as session:
        session.get_one(Shop, 1).asked_online = "plate need email"
    form = desk.form(client)
    labels = form.texts("#booking .field-label")
    assert [label for label in labels if "optional" in label] == ["Phone optional", "Make and model optional"]
    empty = {"plate": "", "wishes": "", "email": "", "phone": "+49 30 901820"}
    page = client.submit(form, "booking", {**MEI, **empty}, status=422)
    assert page.texts("#booking .error span") == [
        "Enter a mail address.", "Enter the plate.", "Say in a few words what is to be done.",
    ]  # fmt: skip
    assert page.value("phone") == "+49 30 901820"
    assert bookings(app) == []
    assert client.follow(client.submit(page, "booking", MEI)).h1 == "Your appointment is booked"


def test_several_things_are_ticked_and_booked_in_one_visit(app: Flask, desk: Desk, client, signed_in):
    """BR12: times for all of it; page, mail, calendar, register and the move name all, the price in both languages."""
    with app.app_context(), transaction() as session:
        first = session.get_one(Service, desk.service_id)
        other = make_a_service(30)
        first.price, first.price_zh, other.price, other.price_zh = "$80", "80 美元", "$20", "20 美元"
        names, length = f"{first.name} + {other.name}", first.minutes + 30
        address = f"/book?service={first.slug}&service={other.slug}"
    client.get("/book")
    path = client.get(address, status=303).location
    assert names in client.get(path).text("main")
    form = client.follow(client.post(f"{path}/holds", start_at=NINE))
    assert "We keep this time for you" in form.text("main")
    shown = client.follow(client.submit(form, "booking", MEI))
    assert names in shown.text("main")
    ((booking,), (mail,)) = bookings(app), mails(app)
    assert (booking.end_at - booking.start_at) == timedelta(minutes=length)
    assert (mail.values["service"], mail.values["price"]) == (names, "$80 + $20")
    assert "80 美元 + 20 美元" in client.get(links_in(mail)["see"], headers={"Accept-Language": "zh-CN"}).text("main")
    staff = signed_in(stored_person(app, Role.FRONT_DESK))
    assert names in staff.get("/register/2026-06-02").text("main")
    move = client.get(links_in(mail)["move"])
    assert names in move.text("main")
    too_many = "&".join(f"service=s{n}" for n in range(6))
    assert "at most 5" in client.get(f"/book?{too_many}").text("[role=alert]")
    assert "Tick at least one" in client.get("/book?several=y").text("[role=alert]")
