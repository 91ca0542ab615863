"""Booking as a visitor does it, for the tests: a time, the form, the page; and the mails that came of it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from portal.clock import now
from portal.db import read_only, session
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.operations import appoint
from portal.domain.booking.drafts import BookingDraft, Contact
from portal.domain.booking.models import Booking
from portal.domain.booking.queries import free_times_between, service_called
from portal.domain.booking.seeds import seed_workshop
from portal.domain.outbox.models import Mail
from tests.client import Page, PortalClient, Visitor

MORNING = datetime(2026, 6, 1, 6, tzinfo=UTC)  # a Monday, 08:00 in Berlin
NINE, TEN, ELEVEN = (f"2026-06-02T0{hour}:00:00Z" for hour in (7, 8, 9))  # 09:00, 10:00, 11:00 in Berlin
MEI = {"name": "Mei Lin", "email": "mei@example.com", "phone": "", "plate": "B-ML 42", "model": "Swift"}
MEI |= {"wishes": "It rattles.", "locale": "en"}


@dataclass(frozen=True)
class Desk:
    """The shop's service and who receives for it."""

    app: Flask
    service_id: int
    slug: str
    anna: int
    boris: int

    @property
    def path(self) -> str:
        """Of its weeks and times."""
        return f"/book/{self.slug}"

    def form(self, browser: PortalClient, start: str = NINE, **said: Any) -> Page:
        """Keep a time and come to the form."""
        browser.get(self.path)
        return browser.follow(browser.post(f"{self.path}/holds", start_at=start, **said))

    def book(self, start: str = NINE, browser: PortalClient | None = None, **said: Any) -> Page:
        """The page that says that it is booked."""
        browser = browser or Visitor(self.app)
        return browser.follow(browser.submit(self.form(browser, start), "booking", {**MEI, **said}))

    def fields(self, start: str = NINE, **said: Any) -> dict[str, Any]:
        """What the form carries, for who posts it without having seen it."""
        return {**MEI, "start_at": start, "advisor": "", "hold_token": "", "form_key": "k" * 43, **said}


def bookings(app: Flask) -> list[Booking]:
    """All of them, in their order."""
    with app.app_context(), read_only() as found:
        return list(found.scalars(select(Booking).order_by(Booking.id)))


def mails(app: Flask, kind: str | None = None) -> list[Mail]:
    """What went out about appointments."""
    with app.app_context(), read_only() as found:
        wanted = select(Mail).where(Mail.kind.startswith(kind or "booking_")).order_by(Mail.id)
        return list(found.scalars(wanted))


def count(app: Flask, model: type) -> int:
    """How many rows."""
    with app.app_context(), read_only() as found:
        return found.scalar(select(func.count()).select_from(model)) or 0


def links_in(mail: Mail) -> dict[str, str]:
    """To see, move and cancel."""
    return {name.removesuffix("_path"): path for name, path in mail.values.items() if name.endswith("_path")}


def times_on(page: Page) -> list[str]:
    """What its buttons would book."""
    return re.findall(r'name="start_at" value="(2[^"]+)"', page.html)


def book_in_public() -> dict[str, str]:
    """A workshop, and an appointment in it of somebody without an account: its links. Call inside a transaction."""
    at = now()
    seed_workshop(by=SYSTEM, at=at - timedelta(days=30))
    session().flush()
    service = service_called("small-service", NOBODY)
    assert service is not None
    first = free_times_between(service, at.date() + timedelta(days=1), at.date() + timedelta(days=9), at)[0]
    said = Contact("Nora Corvid", "nora@corvid.example", locale="zh_Hans", plate="4711", wishes="Works again")
    keys = new_keys()
    appoint(AppointmentDraft(BookingDraft(service.id, first.start_at, said)), keys, by=NOBODY, at=at)
    return {str(purpose): token for purpose, token in keys.items()}
