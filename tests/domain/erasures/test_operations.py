"""Erasing a person on request: anonymised everywhere, the history kept (P24)."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.operations import appoint, join_waiting_list
from portal.domain.appointments.waiting.drafts import WaitingDraft
from portal.domain.appointments.waiting.wishes import Wish
from portal.domain.audit.models import AuditEntry
from portal.domain.audit.rules import about_nobody, without_words
from portal.domain.booking.drafts import Contact
from portal.domain.booking.models import Booking
from portal.domain.drafts.models import Draft
from portal.domain.drafts.operations import forget_old_drafts, keep_draft
from portal.domain.erasures.operations import erase_person
from portal.domain.erasures.refusals import HoldsAPlace
from portal.domain.errors import RightMissing
from portal.domain.house.queries import house
from portal.domain.outbox.models import Mail
from portal.domain.people.models import Person, SignIn
from portal.domain.people.operations import (
    ProfileDraft,
    change_person,
    change_profile,
    forget_old_sign_ins,
    reactivate_person,
)
from portal.domain.people.refusals import LastAdministrator, NotOneself, PersonErased
from portal.domain.rights import Role
from portal.domain.roster.operations import give_notice, remove_caller
from portal.domain.roster.queries import history
from portal.domain.tickets.models import Message, Ticket
from tests.factories_booking import NOW, booking_draft, make_a_service, make_advisor, make_shop, wall
from tests.factories_people import actor_of, make_person
from tests.factories_roster import acting, draft_of, make_customer, make_named_caller
from tests.factories_tickets import Doer, draft_of_ticket, make_ticket

AT = datetime(2026, 6, 1, 13, tzinfo=UTC)
LATER = AT + timedelta(days=1)
CALLED = "Erased person 7"
NOON = wall("2026-06-02T12:00")


@pytest.fixture
def inside(app) -> Iterator[Session]:
    with app.app_context(), transaction() as inside:
        yield inside


@pytest.fixture
def corvid(inside):
    return make_customer("Corvid", at=AT)


@pytest.fixture
def dana(inside):
    return actor_of(make_person(Role.ADMINISTRATOR, name="Dana"), address="10.0.0.1")


@pytest.fixture
def tom(corvid) -> Person:
    """Was a named caller with another name, opened a ticket, left the roster."""
    make_named_caller(corvid, "Mei Lin", at=AT)
    caller = make_named_caller(corvid, "Tom Petrov", at=AT)
    person = caller.person
    doer = Doer(person, acting(person))
    change_profile(ProfileDraft("Tom Reyes", "+1 212 555 0199", "Fleet", "en", "UTC"), by=doer.actor, at=AT)
    make_ticket(doer, AT, contact_name="Tom Reyes", contact_email="Tom.Petrov@example.com")
    keep_draft("/tickets/new", "ticket", {"title": ["Half a thought of Tom Reyes"]}, by=doer.actor, at=AT)
    session().add(
        SignIn(
            person_id=person.id,
            token_hash="x",
            started_at=AT,
            seen_at=AT,
            expires_at=LATER,
            address="192.0.2.7",
            browser="Firefox",
        )
    )
    remove_caller(caller, "Left the company", by=SYSTEM, at=AT)
    return person


def everything_stored() -> str:
    """All rows of all tables as one text."""
    session().flush()
    rows = [session().execute(table.select()).mappings().all() for table in Person.metadata.sorted_tables]
    return json.dumps([[dict(row) for row in table] for table in rows], default=str, ensure_ascii=False)


def test_nothing_that_names_an_erased_person_or_leads_to_them_is_left(tom, dana):
    told = ("Tom Petrov", "Tom Reyes", "tom.petrov@example.com", "555 0199", "192.0.2.7", "Half a thought")
    assert all(word in everything_stored() for word in told)
    session().expire_all()
    session().execute(delete(Mail).where(Mail.to_email != tom.email))  # those to others go by their own age
    erase_person(tom, CALLED, by=dana, at=LATER)
    stored = everything_stored().lower()
    assert [word for word in told if word.lower() in stored] == []


def test_what_they_booked_keeps_its_time_alone(tom, dana):
    """And their places on the waiting list, whoever signed in wrote what there."""
    make_shop(), make_advisor()
    service = make_a_service()
    said = Contact("T. Reyes", phone="+49 30 901820", plate="B·WX 123", model="Swift 99", wishes="It rattles")
    draft = AppointmentDraft(booking_draft(service, NOON, contact=said), content="Rattles")
    appointment = appoint(draft, new_keys(), by=acting(tom), at=NOW)
    appointment.summary = "Rattles when cold"
    wish = Wish(NOON.date(), NOON.date() + timedelta(days=9))
    join_waiting_list(WaitingDraft(service.id, wish, said, "f" * 43), by=acting(tom), at=NOW)
    told = ("T. Reyes", "901820", "B·WX 123", "Swift 99", "attles")
    assert all(word in everything_stored() for word in told)
    session().execute(delete(Mail))
    erase_person(tom, CALLED, by=dana, at=LATER)
    session().expire_all()
    assert [word for word in told if word in everything_stored()] == []
    assert session().scalars(select(Booking.start_at)).one() == NOON


def test_what_the_person_did_and_said_stays_under_another_name(corvid, tom, dana):
    entries = session().scalars(select(AuditEntry.id)).all()
    erase_person(tom, CALLED, by=dana, at=LATER)
    assert [stay.person.name for stay in history(corvid.id, LATER)] == [CALLED, "Mei Lin"]
    ticket = session().scalars(select(Ticket)).one()
    assert (ticket.person_id, ticket.contact_name, ticket.contact_phone) == (tom.id, CALLED, "")
    assert session().scalars(select(Message.body)).first() == draft_of_ticket().description
    kept = session().execute(select(AuditEntry.id, AuditEntry.action).where(AuditEntry.id.in_(entries))).all()
    assert len(kept) == len(entries)
    added = session().scalars(select(AuditEntry).where(AuditEntry.action == "caller.added")).all()
    assert [entry.details["person"] for entry in added] == ["Mei Lin", CALLED]


def test_the_log_says_who_erased_whom_and_each_changed_entry_by_which_erasure_p22(tom, dana):
    erase_person(tom, CALLED, by=dana, at=LATER)
    erasure = session().scalars(select(AuditEntry).where(AuditEntry.action == "person.erased")).one()
    assert (erasure.person_id, erasure.subject_id, erasure.at) == (dana.person_id, tom.id, LATER)
    changed = session().scalars(select(AuditEntry.erasure_id).where(AuditEntry.erasure_id.is_not(None))).all()
    assert changed
    assert set(changed) == {erasure.id}


@pytest.mark.parametrize("values", [{"details": {}}, {"action": "other", "erasure_id": 1}, {"erasure_id": 1}])
def test_the_log_changes_by_nothing_but_an_erasure_s55(inside, tom, values):
    """P22: entry 1 is no erasure."""
    with pytest.raises(DatabaseError, match="append-only"), inside.begin_nested():
        inside.execute(update(AuditEntry).values(**values))


@pytest.mark.parametrize("values", [{"action": "other"}, {"person_id": 1}, {"at": AT - timedelta(days=9)}])
def test_not_even_an_erasure_changes_who_what_and_when(inside, tom, dana, values):
    erase_person(tom, CALLED, by=dana, at=LATER)
    erasure = inside.scalars(select(AuditEntry.id).where(AuditEntry.action == "person.erased")).one()
    with pytest.raises(DatabaseError, match="append-only"), inside.begin_nested():
        inside.execute(
            update(AuditEntry).where(AuditEntry.action == "caller.removed").values(erasure_id=erasure, **values)
        )


def test_who_has_a_place_on_the_roster_or_comes_is_not_erased_s33(corvid, dana):
    mei = make_named_caller(corvid, "Mei Lin", at=AT)
    tom = make_named_caller(corvid, "Tom Petrov", at=AT)
    with pytest.raises(HoldsAPlace, match="Tom Petrov"):
        erase_person(tom.person, CALLED, by=dana, at=LATER)
    coming = give_notice(tom, draft_of("Ana Silva"), by=acting(mei.person), at=AT)
    session().flush()
    with pytest.raises(HoldsAPlace):
        erase_person(session().get_one(Person, coming.comer_person_id), CALLED, by=dana, at=LATER)


def test_oneself_the_last_administrator_and_the_erased_are_not_erased(inside, tom, dana):
    with pytest.raises(NotOneself):
        erase_person(inside.get_one(Person, dana.person_id), CALLED, by=dana, at=LATER)
    with pytest.raises(LastAdministrator):
        erase_person(inside.get_one(Person, dana.person_id), CALLED, by=SYSTEM, at=LATER)
    erase_person(tom, CALLED, by=dana, at=LATER)
    with pytest.raises(PersonErased):
        erase_person(tom, CALLED, by=dana, at=LATER)


def test_only_administrators_erase(inside, tom):
    with pytest.raises(RightMissing):
        erase_person(tom, CALLED, by=actor_of(make_person(Role.SUPPORT_LEAD)), at=LATER)


def test_an_erased_account_is_neither_changed_nor_brought_back(tom, dana):
    erase_person(tom, CALLED, by=dana, at=LATER)
    with pytest.raises(PersonErased):
        reactivate_person(tom, by=dana, at=LATER)
    with pytest.raises(PersonErased):
        change_person(tom, name="Tom", phone="", job_title="", by=dana, at=LATER)


def test_drafts_and_sign_ins_go_when_they_are_no_longer_kept(inside, tom):
    """P24: how long is a setting."""
    session().merge(house()).drafts_kept_days = 30
    inside.flush()
    drafts, sign_ins = select(Draft.id), select(SignIn.id)
    forget_old_drafts(by=SYSTEM, at=AT + timedelta(days=30))
    assert len(inside.scalars(drafts).all()) == 1
    forget_old_drafts(by=SYSTEM, at=AT + timedelta(days=30, seconds=1))
    assert inside.scalars(drafts).all() == []
    ended = LATER + timedelta(days=house().sign_ins_kept_days)
    forget_old_sign_ins(by=SYSTEM, at=ended)
    assert len(inside.scalars(sign_ins).all()) == 1
    forget_old_sign_ins(by=SYSTEM, at=ended + timedelta(seconds=1))
    assert inside.scalars(sign_ins).all() == []


def test_words_are_taken_out_whole_however_deep():
    said = {"person": "Li", "why": "Li Wei left", "changes": {"name": ["Li", "Bo"]}, "place": 2}
    assert without_words(said, {"Li": "X"}) == {**said, "person": "X", "changes": {"name": ["X", "Bo"]}}
    assert about_nobody({"name": "Li", "roles": ["agent"], "changes": {}}) == {"roles": ["agent"]}
