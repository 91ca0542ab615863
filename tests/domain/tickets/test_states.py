"""States and whose ticket it is (S46, S47, SE31)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.db import read_only, session, transaction
from portal.domain.rights import Role
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.models import Assignment, StateChange
from portal.domain.tickets.operations import (
    assign_ticket,
    claim_ticket,
    close_ticket,
    mark_presence,
    reopen_ticket,
    reply,
    resolve_ticket,
    take_up,
    wait_for_customer,
    wait_for_third_party,
)
from portal.domain.tickets.queries import agents, present, ticket_for
from portal.domain.tickets.refusals import (
    AnswerFirst,
    NotAssignable,
    NotFromHere,
    TakenAlready,
    TicketClosed,
    TooLateToReopen,
)
from portal.domain.tickets.rules import Standing, State
from tests.factories_tickets import MONDAY, make_agent, make_customer, make_ticket

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_app(app):
    with app.app_context():
        yield


@pytest.fixture
def people(_in_app):
    with transaction():
        customer, sam = make_customer(), make_agent()
        return customer, sam, make_ticket(customer.mei).number


def answer(sam, number, then=None, at=MONDAY):
    reply(ticket_for(sam.actor, number), ReplyDraft(body="Restart it.", then=then), by=sam.actor, at=at)


def test_nothing_waits_for_the_customer_before_a_public_answer_se31(people):
    _, sam, number = people
    for operation in (wait_for_customer, resolve_ticket):
        with pytest.raises(AnswerFirst), transaction():
            operation(ticket_for(sam.actor, number), by=sam.actor, at=MONDAY)
    with pytest.raises(AnswerFirst), transaction():
        close_ticket(ticket_for(sam.actor, number), reason="Spam", by=sam.actor, at=MONDAY)


def test_asked_again_the_silence_counts_from_the_last_question_s48(people):
    _, sam, number = people
    with transaction():
        answer(sam, number, State.WAITING_FOR_CUSTOMER)
        first = ticket_for(sam.actor, number).silence_closes_at
        answer(sam, number, at=MONDAY + DAY)
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert ticket.state == State.WAITING_FOR_CUSTOMER
        assert ticket.silence_closes_at == ticket.due_at == first + DAY


def test_a_third_party_makes_no_silence(people):
    _, sam, number = people
    with transaction():
        answer(sam, number, State.WAITING_FOR_CUSTOMER)
        wait_for_third_party(ticket_for(sam.actor, number), whom="Carrier", by=sam.actor, at=MONDAY + MINUTE)
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert (ticket.silence_closes_at, ticket.remind_at, ticket.standing) == (None, None, Standing.WAITING)
        assert ticket.due_at == MONDAY + MINUTE
        last = session().scalars(select(StateChange).order_by(StateChange.id.desc())).first()
        assert (last.before, last.after, last.reason) == ("waiting_for_customer", "waiting_for_third_party", "Carrier")


def test_staff_reopen_within_the_window_only_s46(people):
    _, sam, number = people
    with transaction():
        answer(sam, number, State.CLOSED)
        reopen_ticket(ticket_for(sam.actor, number), reason="Came back", by=sam.actor, at=MONDAY + 14 * DAY)
        close_ticket(ticket_for(sam.actor, number), reason="Fixed", by=sam.actor, at=MONDAY + 14 * DAY)
    with pytest.raises(TooLateToReopen), transaction():
        reopen_ticket(ticket_for(sam.actor, number), reason="Again", by=sam.actor, at=MONDAY + 29 * DAY)


def test_a_state_that_cannot_follow_is_refused(people):
    _, sam, number = people
    with transaction():
        take_up(ticket_for(sam.actor, number), by=sam.actor, at=MONDAY)
    with pytest.raises(NotFromHere), transaction():
        take_up(ticket_for(sam.actor, number), by=sam.actor, at=MONDAY)


def test_claiming_opens_a_new_ticket_and_is_noted(people):
    _, sam, number = people
    with transaction():
        claim_ticket(ticket_for(sam.actor, number), by=sam.actor, at=MONDAY)
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert (ticket.assignee_id, ticket.state, ticket.standing) == (sam.id, State.OPEN, Standing.RUNNING)
        assert [a.assignee_id for a in session().scalars(select(Assignment))] == [sam.id]


def test_the_second_to_claim_reads_who_has_it(people):
    _, sam, number = people
    with transaction():
        kim = make_agent("Kim Park")
        claim_ticket(ticket_for(sam.actor, number), by=sam.actor, at=MONDAY)
    with pytest.raises(TakenAlready) as refusal, transaction():
        claim_ticket(ticket_for(kim.actor, number), by=kim.actor, at=MONDAY)
    assert refusal.value.values == {"name": "Sam Ortiz"}


def test_a_closed_ticket_can_not_be_claimed(people):
    _, sam, number = people
    with transaction():
        ticket = ticket_for(sam.actor, number)
        reply(ticket, ReplyDraft(body="Done."), by=sam.actor, at=MONDAY)
        assign_ticket(ticket, None, by=sam.actor, at=MONDAY)
        close_ticket(ticket, reason="Done", by=sam.actor, at=MONDAY + MINUTE)
    with pytest.raises(TicketClosed), transaction():
        claim_ticket(ticket_for(sam.actor, number), by=sam.actor, at=MONDAY + MINUTE)
    with read_only():
        assert ticket_for(sam.actor, number).assignee_id is None


def test_tickets_are_given_to_staff_alone(people):
    customer, sam, number = people
    with pytest.raises(NotAssignable), transaction():
        assign_ticket(ticket_for(sam.actor, number), customer.mei.person, by=sam.actor, at=MONDAY)
    with transaction():
        dana = make_agent("Dana", Role.SUPPORT_LEAD)
        assign_ticket(ticket_for(sam.actor, number), dana.person, by=sam.actor, at=MONDAY)
        assert ticket_for(sam.actor, number).assignee_id == dana.id
        assign_ticket(ticket_for(sam.actor, number), None, by=sam.actor, at=MONDAY)
        assert ticket_for(sam.actor, number).assignee_id is None
        assert [person.name for person in agents(customer.organisation.id)] == ["Dana", "Sam Ortiz"]


def test_who_else_is_here_s47(people):
    _, sam, number = people
    with transaction():
        kim = make_agent("Kim Park")
        mark_presence(ticket_for(kim.actor, number), is_writing=False, by=kim.actor, at=MONDAY)
        mark_presence(ticket_for(kim.actor, number), is_writing=True, by=kim.actor, at=MONDAY + MINUTE)
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert present(ticket, but=sam.actor, at=MONDAY + MINUTE) == [("Kim Park", True)]
        assert present(ticket, but=kim.actor, at=MONDAY + MINUTE) == []
        assert present(ticket, but=sam.actor, at=MONDAY + 2 * MINUTE) == []
