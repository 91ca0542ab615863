"""Who was too late gets at least three other times, and each of them works (A4, A5, BE1, BE10)."""

import pytest
from flask import Flask

from tests.client import Page, Visitor
from tests.public_booking import NINE, Desk, bookings, links_in, mails, times_on

pytestmark = pytest.mark.slow
MOST = 6


@pytest.mark.parametrize("wanted", ["", "anna"])
def test_each_time_offered_instead_is_booked_with_one_touch(app: Flask, desk: Desk, wanted: str):
    """Whoever receives, or Anna, who is taken while Boris is not. Nothing typed is lost."""
    advisor = str(getattr(desk, wanted)) if wanted else ""
    for number in range(1 if wanted else 2):
        Visitor(app).post(f"{desk.path}/bookings", said(desk, f"first{number}", advisor=advisor))
    late = [(Visitor(app), f"late{number}") for number in range(MOST)]
    pages = [who.post(f"{desk.path}/bookings", said(desk, name, advisor=advisor), status=409) for who, name in late]
    times = times_on(pages[0])
    assert 3 <= len(times) <= MOST
    assert (NINE in times) == bool(wanted), "the same time with another advisor is the nearest"
    for (who, name), page, start in zip(late, pages, times, strict=False):
        assert times_on(page) == times
        press(who, page, start)
        last = bookings(app)[-1]
        assert (f"{last.start_at:%Y-%m-%dT%H:%M:%SZ}", last.contact_name, last.plate, last.wishes) == (
            start, name, "B-ML 42", "It rattles.",
        )  # fmt: skip


def test_each_time_offered_to_who_moves_takes_the_appointment_there(app: Flask, desk: Desk):
    """BE10: the appointment stays where it was until then."""
    there = [f"2026-06-04T{hour:02}:00:00Z" for hour in range(7, 13)]
    for number, start in enumerate([*there, NINE, NINE]):
        Visitor(app).post(f"{desk.path}/bookings", said(desk, f"mover{number}", start))
    links = [links_in(mail)["move"] for mail in mails(app)[: len(there)]]
    movers = [(Visitor(app), link) for link in links]
    pages = [who.post(link, start_at=NINE, form_key=f"{link[-40:]}abc", status=409) for who, link in movers]
    times = times_on(pages[0])
    assert 3 <= len(times) <= MOST
    for (who, _), page, start in zip(movers, pages, times, strict=False):
        press(who, page, start)
    moved = [f"{one.start_at:%Y-%m-%dT%H:%M:%SZ}" for one in bookings(app)[: len(there)]]
    assert moved == [*times, *there[len(times) :]]


def said(desk: Desk, name: str, start: str = NINE, **more: str) -> dict[str, str]:
    return desk.fields(start, name=name, email=f"{name}@example.com", form_key=f"{name:x<43}", **more)


def press(who: Visitor, page: Page, start: str) -> None:
    """The button with that time."""
    who.follow(who.submit(page, "instead", start_at=start))
