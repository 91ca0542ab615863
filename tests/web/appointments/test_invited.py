"""A call that ends with an appointment (A11, A14, BR11, BR12): the card, the times, and back to the list."""

import pytest
from sqlalchemy import select

from portal.clock import now
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.appointments.models import Appointment
from portal.domain.booking.bookings import Booking
from portal.domain.outreach.models import ContactAttempt
from portal.domain.outreach.operations import make_invites
from tests.factories_customers import make_service_customer, make_vehicle

SAID = {
    "identity_confirmed": "y",
    "fault": "Squeaks",
    "summary": "Brakes squeak",
    "summary_confirmed": "y",
    "note": "Early",
}


@pytest.fixture
def card(app, an, desk):
    """Wang's service is due."""
    with app.app_context(), transaction():
        at = now()
        make_vehicle(make_service_customer("王建国", at=at), "京A·8F236", next_due_on=at.date(), at=at)
        make_invites(by=SYSTEM, at=at)
    return an.get("/outreach/calls/1")


def kept(app):
    with app.app_context(), transaction() as session:
        return [session.scalars(select(one)).one_or_none() for one in (Booking, Appointment, ContactAttempt)]


@pytest.mark.slow
def test_booked_opens_the_times_with_the_customer_and_returns_to_the_list(app, an, desk, card):
    """A11, BR12: attempt and appointment are one; sent twice they are still one (BE9)."""
    assert card.soup.select_one("button[value=booked]")["formaction"] == "/outreach/calls/1/booking"
    page = an.follow(an.post("/outreach/calls/1/booking", {**SAID, "outcome": "booked"}))
    assert (page.value("name"), page.value("fault"), page.value("summary")) == ("王建国", "Squeaks", "Brakes squeak")
    sent = {"service": desk.service.id, "start_at": desk.nine}
    done = an.submit(page, "booking", sent)
    assert done.location == "/outreach/calls"
    assert an.submit(page, "booking", sent).location == done.location
    booking, appointment, attempt = kept(app)
    assert (booking.channel, appointment.invite_id, appointment.customer_id) == ("outreach", 1, 1)
    assert appointment.summary_confirmed_at is not None
    assert (attempt.outcome, attempt.note, attempt.summary) == ("booked", "Early", "Brakes squeak")
    assert "09:00" in attempt.wanted


def test_without_name_and_plate_confirmed_nothing_is_booked(app, an, desk, card):
    """BR6."""
    refused = an.post("/outreach/calls/1/booking", {"outcome": "booked"}, status=409)
    assert "Confirm name and plate" in refused.text("[role=alert]")
    page = an.get("/appointments/invited/1/new")
    an.submit(page, "booking", {"service": desk.service.id, "start_at": desk.nine}, status=409)
    assert kept(app) == [None, None, None]
