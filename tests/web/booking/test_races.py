"""Many at once, as browsers do it (A4, BE1, BE2, BE5)."""

import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import update

from portal.db import transaction
from portal.domain.booking.models import Booking, Resource
from portal.domain.booking.queries import live_allocations_of
from tests.factories_booking import make_a_service
from tests.public_booking import MORNING, NINE, Desk, bookings, count, mails, times_on

pytestmark = pytest.mark.slow
THREADS = 8


def posts(desk: Desk, asked: list[tuple[str, dict]]) -> list[tuple[int, str]]:
    """Each from a browser of its own; status and page."""
    app = desk.app
    tokens = {}
    browsers = [app.test_client() for _ in asked]
    for browser in browsers:
        page = browser.get("/sign-in").get_data(as_text=True)
        tokens[browser] = page.partition('name="csrf_token" value="')[2].partition('"')[0]

    def send(job):
        browser, (path, said) = job
        said = {**said, "csrf_token": tokens[browser], "form_key": secrets.token_urlsafe(32)}
        answer = browser.post(path, data=said, environ_base={"REMOTE_ADDR": f"198.51.100.{asked.index(job[1])}"})
        return answer.status_code, answer.get_data(as_text=True)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(send, zip(browsers, asked, strict=True)))


def said(desk: Desk, number: int, start: str = NINE, **more) -> dict:
    """What this one types."""
    return {**desk.fields(start), "email": f"m{number}@example.com", "name": f"Mei {number}", **more}


def test_of_fifty_at_once_one_has_the_time_and_the_others_three_others_and_all_they_typed(app: Flask, desk: Desk):
    """BE1: one 303, 49 times 409 with alternatives that can be booked, one mail."""
    retire(app, desk.boris)
    answers = posts(desk, [(f"{desk.path}/bookings", said(desk, number)) for number in range(50)])
    statuses = [status for status, _ in answers]
    assert (statuses.count(303), statuses.count(409)) == (1, 49)
    for number, (status, html) in enumerate(answers):
        if status == 409:
            assert html.count('name="start_at" value="2') >= 3
            assert f'value="m{number}@example.com"' in html
            assert f'value="Mei {number}"' in html
    assert (count(app, Booking), len(mails(app))) == (1, 1)


def test_an_alternative_is_one_touch_away(app: Flask, desk: Desk, client):
    """BE1, A5: the button books that time, with everything typed before."""
    retire(app, desk.boris)
    desk.book(NINE, email="first@example.com")
    page = client.post(f"{desk.path}/bookings", desk.fields(), status=409)
    wanted = times_on(page)[-1]
    booked = client.follow(client.submit(page, "instead", start_at=wanted))
    assert booked.h1 == "Your appointment is booked"
    last = bookings(app)[-1]
    assert (last.contact_name, last.plate, last.wishes) == ("Mei Lin", "B-ML 42", "It rattles.")
    assert f"{last.start_at:%Y-%m-%dT%H:%M:%SZ}" == wanted


def test_of_two_that_overlap_by_different_services_one_wins(app: Flask, desk: Desk):
    """BE2: 09:00-10:00 and 09:30-10:30 of the only advisor."""
    retire(app, desk.boris)
    with app.app_context(), transaction():
        other = make_a_service(60, step=30).slug
    asked = [
        (f"{desk.path}/bookings", said(desk, 1)),
        (f"/book/{other}/bookings", said(desk, 2, "2026-06-02T07:30:00Z")),
    ]
    assert sorted(status for status, _ in posts(desk, asked)) == [303, 409]


def test_of_three_who_want_anybody_two_get_two_advisors(app: Flask, desk: Desk):
    """BE5: two different ones; the third is offered other times."""
    answers = posts(desk, [(f"{desk.path}/bookings", said(desk, number)) for number in range(3)])
    assert sorted(status for status, _ in answers) == [303, 303, 409]
    with app.app_context(), transaction():
        assert [len(live_allocations_of(one, MORNING)) for one in (desk.anna, desk.boris)] == [1, 1]


def retire(app: Flask, advisor: int) -> None:
    """Only Anna is left."""
    with app.app_context(), transaction() as session:
        session.execute(update(Resource).where(Resource.id == advisor).values(retired_at=MORNING))
