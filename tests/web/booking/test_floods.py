"""Who needs no account floods nobody: no calendar with kept times, no stranger with mails (threats)."""

from datetime import timedelta

import pytest

from portal.domain.booking.models import Hold
from portal.domain.booking.rules import MOST_IN_A_DAY, MOST_MOVES_IN_A_DAY
from tests.client import Visitor
from tests.public_booking import NINE, TEN, Desk, bookings, count, links_in, mails

WAITING = {"from_on": "2026-06-02", "until_on": "2026-06-09", "days": "any", "part": "any"}


@pytest.mark.slow
def test_booked_and_cancelled_again_and_again_a_strangers_mailbox_stays_quiet(desk: Desk, clock):
    """From ever other addresses; each round is two mails to whoever was named. The day after it goes on."""
    for number in range(MOST_IN_A_DAY):
        book(desk, f"{number:043}", status=303)
        Visitor(desk.app).post(links_in(mails(desk.app)[-1])["cancel"])
    said = book(desk, "x" * 43, status=429)
    assert f"You booked {MOST_IN_A_DAY} times within a day already" in said.text("[role=alert]")
    assert len(mails(desk.app)) == 2 * MOST_IN_A_DAY
    clock.shift(timedelta(days=1))
    book(desk, "y" * 43, status=303, start="2026-06-03T07:00:00Z")


@pytest.mark.slow
def test_moved_to_and_fro_it_rests_for_a_day(desk: Desk, client: Visitor):
    """The links of a move are on its page, so that a robot goes on for ever; the desk moves it all the same."""
    desk.book(NINE, client)
    for number in range(MOST_MOVES_IN_A_DAY + 1):
        move = links_in(mails(desk.app)[-1])["move"]
        status = 303 if number < MOST_MOVES_IN_A_DAY else 429
        said = client.post(move, start_at=[TEN, NINE][number % 2], form_key=f"{number:043}", status=status)
    assert f"was moved {MOST_MOVES_IN_A_DAY} times within a day already" in said.text("main")
    assert (bookings(desk.app)[0].version, len(mails(desk.app))) == (MOST_MOVES_IN_A_DAY + 1,) * 2


def test_joined_and_left_again_and_again_nobody_is_told_any_more(desk: Desk):
    for number in range(MOST_IN_A_DAY + 1):
        desk.app.extensions.pop("pace", None)
        browser = Visitor(desk.app)
        fields = {**desk.fields(form_key=f"{number:043}"), **WAITING, "service": desk.service_id}
        page = browser.post("/book/waiting", fields, status=303 if number < MOST_IN_A_DAY else 429)
        if page.location:
            browser.post(f"{page.location}/end")
    assert len(mails(desk.app, "waiting_")) == MOST_IN_A_DAY
    assert "joined the waiting list" in page.text("[role=alert]")


@pytest.mark.slow
def test_a_robot_without_cookies_keeps_ten_times_and_no_calendar(desk: Desk, clock):
    """BE14: after that nobody behind the address keeps a time, and each books all the same."""
    for number in range(12):
        start = f"2026-06-{2 + number // 6:02}T{7 + number % 6:02}:00:00Z"
        browser = Visitor(desk.app)
        page = browser.follow(browser.post(f"{desk.path}/holds", start_at=start))
        assert ("isn't kept" in page.text("main")) == (number >= 10)
    assert count(desk.app, Hold) == 10
    browser.follow(browser.submit(page, "booking", {"name": "Bo", "email": "bo@example.com"}))
    clock.shift(301)
    assert desk.form(Visitor(desk.app), "2026-06-04T07:00:00Z").value("hold_token")


def book(desk: Desk, form_key: str, *, status: int, start: str = NINE):
    """One stranger more, from another address."""
    desk.app.extensions.pop("pace", None)
    fields = desk.fields(start, form_key=form_key)
    return Visitor(desk.app).post(f"{desk.path}/bookings", fields, status=status)
