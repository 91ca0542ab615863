"""Opening tickets: the one door, the number, the deadline (S30, S40, S43, SE33, SE40)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.audit.queries import entries_about
from portal.domain.errors import RightMissing
from portal.domain.outbox.models import Mail
from portal.domain.rights import Role
from portal.domain.roster.refusals import NotANamedCaller
from portal.domain.tickets.drafts import CallDraft
from portal.domain.tickets.models import Message, ProductArea
from portal.domain.tickets.operations import enter_by_phone, fill_in_facts, open_ticket, retire_area
from portal.domain.tickets.queries import conversation, ticket_for
from portal.domain.tickets.refusals import AreaNotOffered, CallInTheFuture, DraftIncomplete, NotAnImei
from portal.domain.tickets.rules import Channel, Facts, Standing, State
from tests.factories_tickets import (
    GOOD_IMEI,
    MONDAY,
    area_id,
    draft_of_ticket,
    make_agent,
    make_customer,
    make_ticket,
    ny,
)


@pytest.fixture(autouse=True)
def _in_app(app):
    with app.app_context():
        yield


def test_a_ticket_gets_number_deadline_audit_and_receipt_at_once_s43():
    with transaction():
        mei = make_customer().mei
        ticket = make_ticket(mei, severity=3)
        assert ticket.number >= 1001
        assert ticket.first_response.due_at == ny("2026-06-02 09:00")  # 12 business hours from Monday 09:00
        assert (ticket.state, ticket.standing, ticket.due_at) == (State.NEW, Standing.RUNNING, ny("2026-06-02 09:00"))
        assert [entry.action for entry in entries_about(ticket)] == ["ticket.opened"]
        mail = session().scalars(select(Mail)).one()
        assert (mail.kind, mail.to_email, mail.thread) == ("ticket_opened", mei.person.email, f"ticket-{ticket.number}")
        assert mail.values["due_at"] == "2026-06-02T13:00:00Z"


def test_numbers_are_short_and_differ():
    with transaction():
        mei = make_customer().mei
        assert make_ticket(mei).number + 1 == make_ticket(mei).number


def test_the_description_is_the_first_message():
    with transaction():
        mei = make_customer().mei
        ticket = make_ticket(mei, description="It *burns*.")
        [message] = conversation(mei.actor, ticket)
        assert (message.body, message.author_id, message.by_staff) == ("It *burns*.", mei.id, False)


def test_all_facts_are_kept_s40():
    facts = Facts(service_id="SV-1", device_model="S20 G988U", device_count=3, imeis=("49-015420-323751-8",))
    with transaction():
        mei = make_customer().mei
        number = make_ticket(mei, facts=facts).number
    with read_only():
        kept = ticket_for(mei.actor, number).facts
    assert kept.imeis == (GOOD_IMEI,)
    assert (kept.service_id, kept.device_model, kept.device_count) == ("SV-1", "S20 G988U", 3)


def test_best_effort_has_no_deadline_and_stands_with_the_answered_ones_s9():
    with transaction():
        ticket = make_ticket(make_customer(plan="incident-pack").mei)
        assert ticket.first_response.due_at is None
        assert (ticket.standing, ticket.due_at) == (Standing.OURS, MONDAY)


def test_a_colleague_who_is_not_on_the_roster_is_referred_to_the_primary_contact_s30_s32():
    with transaction():
        customer = make_customer()
        tom = customer.colleague("Tom")
        with pytest.raises(NotANamedCaller) as refusal:
            open_ticket(draft_of_ticket(), by=tom.actor, at=MONDAY)
    assert refusal.value.values["primary_name"] == "Mei Lin"


@pytest.mark.parametrize("missing", [{"title": " "}, {"description": "..."}, {"severity": 5}, {"contact_email": ""}])
def test_what_is_required_is_required_s40(missing):
    with transaction():
        mei = make_customer().mei
        with pytest.raises(DraftIncomplete):
            open_ticket(draft_of_ticket(**missing), by=mei.actor, at=MONDAY)


@pytest.mark.parametrize("number", [None, 99])
def test_a_product_area_that_is_retired_or_none_is_refused_at_its_field_s41(number):
    with transaction():
        mei = make_customer().mei
        retire_area(session().get_one(ProductArea, area_id("connectivity")), by=SYSTEM, at=MONDAY)
        with pytest.raises(AreaNotOffered, match="no longer offered") as refusal:
            open_ticket(draft_of_ticket(area_id=number or area_id("connectivity")), by=mei.actor, at=MONDAY)
    assert refusal.value.field == "area"


def test_a_ticket_that_goes_on_with_a_closed_one_keeps_its_retired_area_s41_s46():
    with transaction():
        mei = make_customer().mei
        first = make_ticket(mei)
        retire_area(session().get_one(ProductArea, first.area_id), by=SYSTEM, at=MONDAY)
        draft = draft_of_ticket(area_id=first.area_id)
        assert open_ticket(draft, by=mei.actor, at=MONDAY, follows_id=first.id).area_id == first.area_id


def test_a_wrong_imei_is_refused_s40():
    with transaction():
        mei = make_customer().mei
        with pytest.raises(NotAnImei):
            open_ticket(draft_of_ticket(facts=Facts(imeis=("490154203237519",))), by=mei.actor, at=MONDAY)


def test_a_call_counts_from_its_time_and_is_its_first_response_se33():
    with transaction():
        customer, sam = make_customer(), make_agent()
        call = CallDraft(ticket=draft_of_ticket(channel=Channel.PHONE), person_id=customer.mei.id, called_at=MONDAY)
        number = enter_by_phone(call, by=sam.actor, at=MONDAY + timedelta(minutes=25)).number
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert (ticket.channel, ticket.opened_at) == ("phone", MONDAY)
        assert ticket.entered_at == MONDAY + timedelta(minutes=25)
        assert (ticket.first_response.met_at, ticket.first_response.is_kept) == (MONDAY, True)
        assert (ticket.standing, ticket.person_id, ticket.entered_by_id) == (Standing.OURS, customer.mei.id, sam.id)
        assert session().scalars(select(Message)).one().by_staff is False


def test_a_call_of_tomorrow_is_refused_se40():
    with transaction():
        customer, sam = make_customer(), make_agent()
        call = CallDraft(ticket=draft_of_ticket(), person_id=customer.mei.id, called_at=MONDAY)
        with pytest.raises(CallInTheFuture):
            enter_by_phone(call, by=sam.actor, at=MONDAY - timedelta(seconds=1))


def test_on_the_phone_too_only_named_callers_open_tickets_s30():
    with transaction():
        customer, sam = make_customer(), make_agent()
        call = CallDraft(ticket=draft_of_ticket(), person_id=customer.colleague("Tom").id, called_at=MONDAY)
        with pytest.raises(NotANamedCaller):
            enter_by_phone(call, by=sam.actor, at=MONDAY)


def test_customers_enter_no_calls():
    with transaction():
        mei = make_customer().mei
        call = CallDraft(ticket=draft_of_ticket(), person_id=mei.id, called_at=MONDAY)
        with pytest.raises(RightMissing):
            enter_by_phone(call, by=mei.actor, at=MONDAY)


def test_what_is_still_needed_can_be_added_s40():
    with transaction():
        mei = make_customer().mei
        ticket = make_ticket(mei, facts=Facts(imeis=(GOOD_IMEI,), carrier="Verizon"))
        facts = Facts(imeis=("356938035643809",), carrier="Verizon", impact="412 phones wait")
        assert fill_in_facts(ticket, facts, by=mei.actor, at=MONDAY) == ["impact", "imeis"]
        number = ticket.number
    with read_only():
        assert ticket_for(mei.actor, number).facts == facts


def test_a_foreign_ticket_is_not_there_p2():
    with transaction():
        ticket = make_ticket(make_customer().mei)
        olga = make_customer("Contoso").mei
        assert ticket_for(olga.actor, ticket.number) is None
        assert ticket_for(olga.actor, 99_999) is None


def test_a_colleague_sees_the_organisations_tickets_only_when_they_may():
    with transaction():
        customer = make_customer()
        ann = customer.caller("Ann")
        ticket = make_ticket(ann)
        tom = customer.colleague("Tom", Role.NAMED_CALLER)
        assert ticket_for(tom.actor, ticket.number) is None
        assert ticket_for(customer.mei.actor, ticket.number) is not None  # primary contacts always see all
