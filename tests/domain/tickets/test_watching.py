"""Jobs: breaches, reminders, closing by silence (S48, SE44, SE46, SE47)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.audit.queries import entries_about
from portal.domain.outbox.models import Mail
from portal.domain.rights import Role
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.operations import (
    claim_ticket,
    close_next_silent,
    follow_deadlines,
    record_next_breach,
    remind_next_silent,
    reply,
)
from portal.domain.tickets.queries import conversation, ticket_for
from portal.domain.tickets.rules import Standing, State
from tests.factories_tickets import MONDAY, make_agent, make_customer, make_ticket, ny

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
DUE = ny("2026-06-02 09:00")
CLOSES = ny("2026-06-08 20:00")


@pytest.fixture(autouse=True)
def _in_app(app):
    with app.app_context():
        yield


@pytest.fixture
def people(_in_app):
    with transaction():
        customer, sam = make_customer(), make_agent()
        return customer, sam, make_ticket(customer.mei).number


def job(operation, at):
    with transaction():
        return operation(by=SYSTEM, at=at)


def mails(kind):
    return [m for m in session().scalars(select(Mail).order_by(Mail.id)) if m.kind == kind]


def ask(sam, number, at=MONDAY):
    with transaction():
        draft = ReplyDraft(body="Which build?", then=State.WAITING_FOR_CUSTOMER)
        reply(ticket_for(sam.actor, number), draft, by=sam.actor, at=at)


def test_a_breach_carries_the_deadlines_moment_and_is_told_once_se44(people):
    _, sam, number = people
    with transaction():
        dana = make_agent("Dana", Role.SUPPORT_LEAD)
    assert not job(record_next_breach, DUE)  # exactly at the deadline nothing is broken (SE34)
    assert job(record_next_breach, DUE + timedelta(hours=3))
    assert not job(record_next_breach, DUE + timedelta(hours=3))
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert ticket.first_response.breached_at == DUE
        assert (ticket.standing, ticket.due_at) == (Standing.RUNNING, DUE)  # stays on top until answered
        [entry] = [e for e in entries_about(ticket) if e.action == "ticket.breached"]
        assert (entry.person_id, entry.details["due_at"]) == (None, "2026-06-02T13:00:00Z")
        assert [m.to_email for m in mails("ticket_breached")] == [dana.person.email]


def test_whose_ticket_it_is_hears_of_the_breach(people):
    _, sam, number = people
    with transaction():
        make_agent("Dana", Role.SUPPORT_LEAD)
        claim_ticket(ticket_for(sam.actor, number), by=sam.actor, at=MONDAY)
    job(record_next_breach, DUE + SECOND)
    with read_only():
        assert [m.to_email for m in mails("ticket_breached")] == [sam.person.email]


def test_an_answered_ticket_does_not_breach(people):
    _, sam, number = people
    ask(sam, number)
    assert not job(record_next_breach, DUE + DAY)


def test_two_reminders_then_the_closing_which_says_why_and_how_to_go_on_s48_se46(people):
    customer, sam, number = people
    ask(sam, number)
    assert not job(remind_next_silent, ny("2026-06-04 19:59"))
    assert job(remind_next_silent, ny("2026-06-04 20:00"))
    assert not job(remind_next_silent, ny("2026-06-08 07:59"))
    assert job(remind_next_silent, ny("2026-06-08 08:00"))
    assert not job(remind_next_silent, CLOSES - SECOND)
    assert not job(close_next_silent, CLOSES - SECOND)
    assert job(close_next_silent, CLOSES + SECOND)
    assert not job(close_next_silent, CLOSES + SECOND)
    with read_only():
        ticket = ticket_for(customer.mei.actor, number)
        assert (ticket.state, ticket.standing, ticket.silence_closes_at) == (State.CLOSED, Standing.DONE, None)
        last = conversation(customer.mei.actor, ticket)[-1]
        assert last.is_automatic
        assert set(last.values) == {"asked_at", "closes_at", "reopen_until"}
        assert last.body.format(**last.values)
        assert len(mails("ticket_silence_reminder")) == 2
        assert [m.to_email for m in mails("ticket_closed_by_silence")] == [customer.mei.person.email]


def test_reminders_missed_over_a_weekend_are_sent_once(people):
    _, sam, number = people
    ask(sam, number)
    assert job(remind_next_silent, ny("2026-06-08 09:00"))
    assert not job(remind_next_silent, ny("2026-06-08 09:00"))


def test_a_word_of_the_customer_ends_the_silence_se47(people):
    customer, sam, number = people
    ask(sam, number)
    with transaction():
        reply(ticket_for(customer.mei.actor, number), ReplyDraft(body="UP1A."), by=customer.mei.actor, at=CLOSES)
    assert not job(close_next_silent, CLOSES + DAY)
    assert not job(remind_next_silent, CLOSES + DAY)
    with read_only():
        assert ticket_for(sam.actor, number).state == State.OPEN


def test_a_resolved_ticket_closes_by_silence_as_well_s48(people):
    _, sam, number = people
    with transaction():
        reply(ticket_for(sam.actor, number), ReplyDraft(body="Fixed.", then=State.RESOLVED), by=sam.actor, at=MONDAY)
    assert job(close_next_silent, CLOSES)
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert (ticket.state, ticket.resolved_at) == (State.CLOSED, MONDAY)


def test_a_ticket_follows_its_deadline_when_a_calendar_moves_it_se41(people):
    _, sam, number = people
    with transaction():
        ticket_for(sam.actor, number).first_response.due_at = DUE + DAY
    assert job(follow_deadlines, MONDAY) == 1
    assert job(follow_deadlines, MONDAY) == 0
    with read_only():
        assert ticket_for(sam.actor, number).due_at == DUE + DAY


def test_a_breach_is_told_to_the_leads_when_whose_ticket_it_is_has_left_se44(people):
    _, sam, number = people
    with transaction():
        lead = make_agent("Lea Moor", Role.SUPPORT_LEAD)
        claim_ticket(ticket_for(sam.actor, number), by=sam.actor, at=MONDAY)
    with transaction():
        session().merge(sam.person).deactivated_at = MONDAY
    job(record_next_breach, DUE + SECOND)
    with read_only():
        assert [mail.to_email for mail in mails("ticket_breached")] == [lead.person.email]
