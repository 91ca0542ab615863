"""Booking on a phone: few touches, with JavaScript and without; told in the shop's time (A1, BE22)."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.booking.models import Booking
from portal.domain.booking.seeds import seed_workshop
from tests.browser.running import Running

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
TOUCHES = 8  # a service, a day, a time; three fields, the button; one to spare


class Thumb:
    """Counts what a person does."""

    def __init__(self, page: Page) -> None:
        self.page, self.touches, self.typed = page, 0, 0

    def touch(self, selector: str) -> None:
        """One."""
        self.page.locator(selector).first.tap()
        self.touches += 1

    def type(self, name: str, words: str) -> None:
        """A touch into the field, and the letters."""
        self.touch(f"[name={name}]")
        self.page.fill(f"[name={name}]", words)
        self.typed += len(words)


@pytest.fixture
def workshop(portal: Running) -> Running:
    """The small portal with the default workshop."""
    with portal.app.app_context(), transaction():
        seed_workshop(by=SYSTEM, at=now())
    return portal


@pytest.mark.parametrize("has_script", [True, False], ids=["with JavaScript", "without"])
def test_a_customer_books_with_a_handful_of_touches(opened, workshop: Running, has_script: bool):
    """A1: seven touches and some letters; nothing scrolls sideways, nothing is asked twice."""
    page = opened(workshop, java_script_enabled=has_script, **PHONE)
    page.goto("/book")
    thumb = Thumb(page)
    thumb.touch(".bookable-link")
    thumb.touch(".week-day a:not([aria-current])")
    expect(page.locator(".week-day [aria-current=date]")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"[?&]on=2"))
    thumb.touch(".picker-times .time")
    name = f"Mei {has_script}"
    thumb.type("name", name)
    thumb.type("phone", f"+4930901820{int(has_script)}")
    thumb.type("plate", "B-ML 42")
    thumb.touch("#booking .button-main")
    expect(page.locator("h1")).to_have_text("Your appointment is booked")
    assert thumb.touches < TOUCHES
    assert name in names(workshop.app)


def test_a_device_on_another_clock_is_told_that_the_shops_counts(opened, workshop: Running):
    """BE22: only when it would show another time at that moment."""
    for zone, is_told in (("Asia/Shanghai", True), ("America/Toronto", False)):
        page = opened(workshop, timezone_id=zone, **PHONE)
        page.goto("/book/small-service")
        other = page.locator("[data-other-zone]")
        expect(other).to_be_visible() if is_told else expect(other).to_be_hidden()


def names(app: Flask) -> set[str]:
    """Who has booked."""
    with app.app_context(), read_only():
        return set(session().scalars(select(Booking.contact_name)))
