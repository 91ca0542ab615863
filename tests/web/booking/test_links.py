"""The links of an appointment: one purpose each, a GET changes nothing, nobody learns more than before (A1, BE13)."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import session, transaction
from portal.domain.actors import NOBODY
from portal.domain.appointments.models import Appointment, AppointmentLink
from portal.domain.booking.drafts import BookingDraft
from portal.domain.booking.models import Booking
from portal.domain.booking.operations import book
from portal.web.days import moment_said
from tests.client import Visitor
from tests.factories_booking import contact
from tests.public_booking import MORNING, NINE, TEN, Desk, bookings, count, links_in, mails, times_on


@pytest.fixture
def links(desk: Desk) -> dict[str, str]:
    """Of Mei's appointment at nine, as her mail carries them."""
    desk.book(NINE)
    return links_in(mails(desk.app)[0])


def start_of(app: Flask) -> str:
    """When it is now."""
    return f"{bookings(app)[0].start_at:%Y-%m-%dT%H:%M:%SZ}"


def test_nothing_changes_when_a_mail_scanner_follows_every_link(desk: Desk, links):
    """Threats: GET and HEAD show pages; what they show is for no cache, no robot and no Referer."""
    scanner = Visitor(desk.app)
    for path in [*links.values(), links["see"] + "/calendar", links["move"] + f"?start={TEN}"]:
        answer = scanner.get(path).response
        assert scanner.http.head(path).status_code == 200
        assert answer.headers["Cache-Control"].endswith("no-store")
        assert (answer.headers["Referrer-Policy"], answer.headers["X-Robots-Tag"]) == (
            "no-referrer", "noindex, nofollow",
        )  # fmt: skip
    (booking,) = bookings(desk.app)
    assert (booking.state, booking.version, len(mails(desk.app))) == ("confirmed", 1, 1)


def test_a_link_opens_for_its_own_purpose_alone(desk: Desk, client, links):
    """A link to see neither moves nor cancels; what opens nothing answers alike, whatever it was."""
    tokens = {name: path.rsplit("/", 1)[1] for name, path in links.items()}
    wrong = [
        path.replace(tokens[name], tokens[other]) for name, path in links.items() for other in tokens if other != name
    ]
    said = {client.get(path, status=404).text("main") for path in [*wrong, links["see"][:-43] + "x" * 43]}
    assert len(said) == 1
    client.post(links["cancel"].replace(tokens["cancel"], tokens["see"]), status=404)
    assert bookings(desk.app)[0].state == "confirmed"


def test_who_tries_many_links_has_to_wait(desk: Desk, client, clock, links):
    """Threats: enumeration. Not so their neighbours behind the same address: a good link opens all the same."""
    for number in range(20):
        client.get(f"/book/appointments/{number:043}", status=404)
    client.get(f"/book/appointments/{20:043}", status=429)
    for name in ("see", "move", "cancel"):
        client.get(links[name])
    clock.shift(901)
    client.get(f"/book/appointments/{20:043}", status=404)


def test_who_booked_moves_and_cancels_from_the_page_that_says_it_is_booked(desk: Desk, client):
    """A1: that browser knows the links; another that was shown the page doesn't."""
    page = desk.book(browser=client)
    assert client.get(page.link("Move")).h1 == "Move the appointment"
    assert client.get(page.link("Cancel")).h1 == "Cancel the appointment"
    see = links_in(mails(desk.app)[0])["see"]
    assert "Cancel" not in Visitor(desk.app).get(see).texts("main a")


def test_a_cancelled_time_is_free_at_once_and_a_second_time_nothing_happens(desk: Desk, client, links):
    """BE13."""
    page = client.follow(client.submit(client.get(links["cancel"]), "cancel", reason="Sold the car"))
    assert page.h1 == "This appointment is cancelled"
    assert client.follow(client.post(links["cancel"])).text("main") == page.text("main")
    assert [mail.kind for mail in mails(desk.app)] == ["booking_booked", "booking_cancelled"]
    desk.book(NINE, email="tom@example.com")
    desk.book(NINE, email="ana@example.com")
    assert client.get(links["see"]).h1 == "This appointment is cancelled"


def test_what_has_begun_is_neither_moved_nor_cancelled(desk: Desk, client, clock, links):
    """BE13: to the minute; its link opens for a day more."""
    clock.shift(25 * 3600)
    for link in ("cancel", "move"):
        assert "has begun" in client.get(links[link]).text("main")
    client.post(links["cancel"], status=409)
    client.post(links["move"], start_at="2026-06-03T07:00:00Z", form_key="m" * 43, status=409)
    assert bookings(desk.app)[0].state == "confirmed"
    clock.shift(25 * 3600)
    client.get(links["see"], status=404)


def test_moving_is_choosing_looking_pressing_and_gives_new_links(desk: Desk, client, links):
    """A6, BE10, threats: rotated on reschedule."""
    times = client.get(links["move"] + "?on=2026-06-02")
    assert client.get(times.link("10:00")).text("dl").endswith("10:00 GMT+2")
    look = client.get(times.link("10:00"))
    first, second = client.submit(look, "move"), client.submit(look, "move")
    assert first.location == second.location, "pressed twice: moved once, the same page"
    assert "10:00 GMT+2" in client.follow(second).text("main")
    assert (start_of(desk.app), bookings(desk.app)[0].version) == (TEN, 2)
    _, moved = mails(desk.app)
    assert (moved.kind, set(links_in(moved).values()) & set(links.values())) == ("booking_moved", set())
    client.get(links_in(moved)["see"])


def test_old_links_end_some_minutes_after_a_move(desk: Desk, client, clock, links):
    client.post(links["move"], start_at=TEN, form_key="m" * 43)
    clock.shift(601)
    for path in links.values():
        client.get(path, status=404)


def test_moved_onto_a_taken_time_it_stays_where_it_is_and_others_are_offered(app: Flask, desk: Desk, client, links):
    """BE10, A5: at least three, each a button that moves it there."""
    with app.app_context(), transaction():
        for _ in range(2):
            book(BookingDraft(desk.service_id, moment_said(TEN), contact()), by=NOBODY, at=MORNING)
    page = client.post(links["move"], start_at=TEN, form_key="m" * 43, status=409)
    assert (start_of(app), len(times_on(page)) >= 3) == (NINE, True)
    client.submit(page, "instead", start_at=times_on(page)[0])
    assert start_of(app) == times_on(page)[0]


def test_only_hashes_of_links_are_kept(app: Flask, desk: Desk, links):
    """Threats: nobody reads a link out of the database but from a mail that has not left."""
    with app.app_context(), transaction() as session:
        kept = [link.token_hash for link in session.query(AppointmentLink)]
    assert len(kept) == 4
    assert not set(kept) & {path.rsplit("/", 1)[1] for path in links.values()}
    assert count(app, Booking) == 1


def test_who_moves_is_never_led_to_book_a_second_appointment(desk: Desk, client, links):
    """BE10: all that is offered to who was too late moves this appointment, and nothing else."""
    desk.book(TEN, name="Bo", email="bo@example.com")
    desk.book(TEN, name="Cy", email="cy@example.com")
    for start, status in ((TEN, 409), ("2020-01-01T10:00:00Z", 422)):
        page = client.post(links["move"], start_at=start, form_key="", status=status)
        assert links["move"] in page.html
        assert f'"{desk.path}"' not in page.html
        assert "/book/waiting" not in page.html
        assert len(times_on(page)) >= 3


def test_a_link_that_opens_nothing_leads_to_booking_and_not_to_the_sign_in(desk: Desk, client, links):
    """A1: customers have no account."""
    assert 'href="/book"' in client.get(links["see"][:-43] + "x" * 43, status=404).html


def test_what_begins_or_is_cancelled_while_its_page_is_open_says_so(desk: Desk, client, clock, links):
    """BE13: and shows the way to a new time."""
    client.post(links["cancel"])
    assert "cancelled already" in client.post(links["move"], start_at=TEN, status=409).text("main")
    desk.book(TEN, name="Bo", email="bo@example.com")
    later = links_in(mails(desk.app)[-1])
    clock.move_to(bookings(desk.app)[-1].start_at)
    for path in (later["move"], later["cancel"]):
        said = client.post(path, start_at=NINE, status=409)
        assert "has begun" in said.text("main")
        assert 'href="/book"' in said.html


def test_the_mail_carries_the_link_that_says_i_am_here(desk: Desk, client, clock, links):
    """A33: opening the page changes nothing; the button does."""
    clock.move_to(bookings(desk.app)[0].start_at)
    client.get(links["check_in"])
    client.post(links["check_in"])
    with desk.app.app_context(), transaction():
        assert session().scalars(select(Appointment.arrived_how)).one() == "code"


def test_a_move_sent_again_with_another_time_says_where_it_stands(desk: Desk, client, links):
    """BE9: the form has acted once; the page doesn't say that it acted again."""
    first = client.post(links["move"], start_at=TEN, form_key="m" * 43)
    assert "Moved." in client.get(first.location).text("body")
    again = client.post(links["move"], start_at="2026-06-02T09:00:00Z", form_key="m" * 43)
    page = client.get(again.location)
    assert "It had been moved already, to the time below." in page.text("body")
    assert start_of(desk.app) == TEN
