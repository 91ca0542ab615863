"""A customer of the service desk without an account is erased on request: figures stay, words go (P24, S55)."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal.db import session, transaction
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.appointments.models import WaitingEntry
from portal.domain.appointments.operations import call_off, join_waiting_list
from portal.domain.appointments.operations.amendments import amend_sheet
from portal.domain.appointments.waiting.drafts import WaitingDraft
from portal.domain.appointments.waiting.wishes import Wish
from portal.domain.audit.models import AuditEntry
from portal.domain.booking.drafts import Contact
from portal.domain.booking.models import Booking
from portal.domain.customers.models import Customer, Visit
from portal.domain.customers.operations import note_open_item, record_complaint
from portal.domain.drafts.operations import keep_draft
from portal.domain.erasures.operations import erase_customer
from portal.domain.erasures.refusals import Expected
from portal.domain.errors import RightMissing
from portal.domain.outbox.models import Mail
from portal.domain.outreach.drafts import AttemptDraft, IncomingDraft
from portal.domain.outreach.models import Invite
from portal.domain.outreach.operations import make_invites, record_attempt, take_call
from portal.domain.outreach.rules import Outcome, Result
from portal.domain.people.models import Person
from portal.domain.rights import Role
from tests.factories_booking import DESK, NOW, make_a_service, make_advisor, make_shop, wall
from tests.factories_customers import make_service_customer, make_vehicle
from tests.factories_people import actor_of, make_person
from tests.factories_welcome import make_appointment

NOON = wall("2026-06-02T12:00")
LATER = NOON + timedelta(days=1)
CALLED = "Erased customer 1"
TOLD = ("Quirin", "Zauber", "5550123", "quirin@", "WX·4711", "WX4711", "WVWZZZ", "rumbles", "Prefers tea")


@pytest.fixture
def inside(app) -> Iterator[Session]:
    with app.app_context(), transaction() as inside:
        yield inside


@pytest.fixture
def dana(inside):
    return actor_of(make_person(Role.ADMINISTRATOR, name="Dana"), address="10.0.0.1")


@pytest.fixture
def service(inside):
    make_shop(), make_advisor()
    return make_a_service()


@pytest.fixture
def quirin(service) -> Customer:
    """Everything that the house can know of somebody."""
    facts = {"email": "quirin@example.com", "notes": "Prefers tea, says Zauber", "tags": "Zauber"}
    customer = make_service_customer("Quirin Zauber", phone="+49305550123", at=NOW, **facts)
    car = make_vehicle(customer, "WX·4711", at=NOW, visits=(("2026-01-05", 12_300),), vin="WVWZZZ", colour="rumbles")
    note_open_item(car, "rumbles in front", NOW.date(), NOW.date(), by=SYSTEM, at=NOW)
    record_complaint(car, "It rumbles still", NOW.date(), by=SYSTEM, at=NOW)
    make_invites(by=SYSTEM, at=NOW)
    nina = actor_of(make_person(Role.FRONT_DESK, name="Nina"))
    first, second = session().scalars(select(Invite).order_by(Invite.id)).all()
    said = {"identity_confirmed": True, "fault": "rumbles", "summary": "rumbles when cold", "note": "rumbles"}
    record_attempt(first, AttemptDraft(Outcome.BOOKED, wanted="rumbles away", **said), by=nina, at=NOW)
    assert second.state == "open"
    facts = {"phone": "+49305550123", "fault": "rumbles", "since": "Since Zauber drove it"}
    call = IncomingDraft("Quirin Zauber", Result.CALL_BACK, call_back_at=NOON, **facts)
    take_call(call, None, by=nina, at=NOW)
    keep_draft(f"/customers/{customer.id}/edit", "customer", {"name": ["Quirin"]}, by=nina, at=NOW)
    whom = Contact("Q. Zauber", "quirin@example.com", "+49 30 5550123", plate="WX 4711", wishes="It rumbles")
    linked = {"customer_id": customer.id, "asset_id": car.id, "contact": whom}
    make_appointment(service, NOON, at=NOW, **linked)
    unlinked = make_appointment(service, NOON + timedelta(hours=2), at=NOW, contact=whom, by=NOBODY)
    unlinked.customer_id = None
    wish = Wish(NOON.date(), NOON.date() + timedelta(days=9))
    join_waiting_list(WaitingDraft(service.id, wish, whom, "f" * 43), by=NOBODY, at=NOW)
    amend_sheet((NOON - timedelta(days=5)).date(), "Q. Zauber came with WX 4711", by=nina, at=NOON)
    session().flush()
    return customer


def everything_stored() -> str:
    """All rows of all tables as one text."""
    session().flush()
    rows = [session().execute(table.select()).mappings().all() for table in Person.metadata.sorted_tables]
    return json.dumps([[dict(row) for row in table] for table in rows], default=str, ensure_ascii=False)


def test_nothing_that_names_an_erased_customer_or_leads_to_them_is_left(quirin, dana):
    before = everything_stored()
    assert [word for word in TOLD if word not in before] == []
    erase_customer(quirin, CALLED, by=dana, at=LATER)
    session().expire_all()
    stored = everything_stored().lower()
    assert [word for word in TOLD if word.lower() in stored] == []


def test_figures_and_times_stay_and_nobody_calls_or_keeps_a_time(quirin, dana):
    counted = session().scalar(select(func.count()).select_from(AuditEntry))
    erase_customer(quirin, CALLED, by=dana, at=LATER)
    session().expire_all()
    visit = session().scalars(select(Visit)).one()
    assert (visit.visited_on.isoformat(), visit.spend_cents) == ("2026-01-05", 12_300)
    starts = session().scalars(select(Booking.start_at).order_by(Booking.start_at)).all()
    assert starts == [NOON, NOON + timedelta(hours=2)]
    assert set(session().scalars(select(Booking.contact_name))) == {CALLED}
    assert session().scalars(select(Invite.state).order_by(Invite.id)).all() == ["booked", "withdrawn"]
    assert session().scalars(select(WaitingEntry.ended_because)).one() == "taken_off"
    make_invites(by=SYSTEM, at=LATER)
    assert session().scalar(select(func.count()).select_from(Invite).where(Invite.state == "open")) == 0
    assert (session().scalar(select(func.count()).select_from(AuditEntry)) or 0) > (counted or 0)


def test_the_log_says_who_erased_and_the_plate_is_free_for_its_next_owner_p22(quirin, dana):
    erase_customer(quirin, CALLED, by=dana, at=LATER)
    erasure = session().scalars(select(AuditEntry).where(AuditEntry.action == "person.erased")).one()
    assert (erasure.person_id, erasure.subject_kind, erasure.subject_id) == (dana.person_id, "customers", quirin.id)
    booked = session().scalars(select(AuditEntry).where(AuditEntry.action == "booking.booked")).first()
    assert booked.details["start"] == NOON.isoformat()
    make_vehicle(make_service_customer("Next", at=LATER), "WX 4711", at=LATER)


def test_another_customer_with_the_same_number_keeps_everything(service, quirin, dana):
    other = make_service_customer("Berta Zimmer", phone="+49305550123", at=NOW)
    said = Contact("Berta", phone="+49305550123")
    theirs = make_appointment(service, NOON + timedelta(hours=4), at=NOW, customer_id=other.id, contact=said)
    number = theirs.booking_id
    erase_customer(quirin, CALLED, by=dana, at=LATER)
    session().expire_all()
    assert (session().get_one(Booking, number).contact_name, other.phone) == ("Berta", "+49305550123")


def test_somebody_who_is_expected_is_not_forgotten_yet(quirin, dana, service):
    ahead = make_appointment(service, LATER + timedelta(days=1), at=NOW, customer_id=quirin.id)
    with pytest.raises(Expected):
        erase_customer(quirin, CALLED, by=dana, at=LATER)
    call_off(ahead, by=DESK, at=LATER)
    session().execute(delete(Mail))
    erase_customer(quirin, CALLED, by=dana, at=LATER)
    assert quirin.name == CALLED


def test_only_an_administrator_erases(quirin):
    with pytest.raises(RightMissing):
        erase_customer(quirin, CALLED, by=actor_of(make_person(Role.FRONT_DESK)), at=LATER)
