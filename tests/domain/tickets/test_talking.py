"""The conversation: who may say what, and what it does (S30, S45-S47, SE30-SE37)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.db import read_only, session, transaction
from portal.domain.audit.queries import entries_about
from portal.domain.errors import NotThere, RightMissing
from portal.domain.outbox.models import Mail
from portal.domain.roster.queries import caller_of
from portal.domain.roster.refusals import NotANamedCaller
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.models import StateChange
from portal.domain.tickets.operations import add_note, close_ticket, edit_message, reply, wait_for_third_party
from portal.domain.tickets.queries import conversation, message_for, ticket_for
from portal.domain.tickets.refusals import AnsweredMeanwhile, NothingSaid, NotYours, TicketClosed
from portal.domain.tickets.rules import Standing, State
from tests.factories_tickets import MONDAY, make_agent, make_customer, make_ticket, ny

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_app(app):
    with app.app_context():
        yield


@pytest.fixture
def people(_in_app):
    """Mei's open ticket, and Sam who answers."""
    with transaction():
        customer, sam = make_customer(), make_agent()
        number = make_ticket(customer.mei).number
    return customer, sam, number


def say(doer, number, body, at=MONDAY + MINUTE, **more):
    return reply(ticket_for(doer.actor, number), ReplyDraft(body=body, **more), by=doer.actor, at=at)


def kinds_of_mail():
    return [mail.kind for mail in session().scalars(select(Mail).order_by(Mail.id))]


def test_the_first_answer_meets_the_deadline_and_opens_the_ticket_s45(people):
    _, sam, number = people
    with transaction():
        say(sam, number, "Restart the agent.")
        say(sam, number, "And the phone.", at=MONDAY + 2 * MINUTE)
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert ticket.first_response.met_at == MONDAY + MINUTE
        assert (ticket.state, ticket.standing) == (State.OPEN, Standing.OURS)
        assert kinds_of_mail() == ["ticket_opened", "ticket_answered", "ticket_answered"]


def test_a_note_and_the_customers_own_word_stop_no_clock_se32(people):
    customer, sam, number = people
    with transaction():
        add_note(ticket_for(sam.actor, number), ReplyDraft(body="Certificate again?"), by=sam.actor, at=MONDAY)
        say(customer.mei, number, "Any news?")
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert ticket.first_response.met_at is None
        assert ticket.state == State.NEW
        assert len(conversation(sam.actor, ticket)) == 3
        assert [m.body for m in conversation(customer.mei.actor, ticket)][1:] == ["Any news?"]  # no note


def test_an_answer_at_the_deadline_keeps_it_and_a_second_later_breaks_it_se34(people):
    customer, sam, number = people
    due = ny("2026-06-02 09:00")
    with transaction():
        other = make_ticket(customer.mei).number
        say(sam, number, "Here.", at=due)
        say(sam, other, "Here.", at=due + SECOND)
    with read_only():
        assert ticket_for(sam.actor, number).first_response.is_kept
        late = ticket_for(sam.actor, other)
        assert (late.first_response.breached_at, late.first_response.met_at) == (due, due + SECOND)
        assert "ticket.breached" in [entry.action for entry in entries_about(late)]


def test_answer_and_waiting_in_the_same_save_se30(people):
    _, sam, number = people
    with transaction():
        say(sam, number, "Which build is it?", then=State.WAITING_FOR_CUSTOMER)
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert ticket.first_response.is_kept
        assert ticket.state == State.WAITING_FOR_CUSTOMER
        assert ticket.silence_closes_at == ny("2026-06-08 20:00")
        assert (ticket.standing, ticket.due_at) == (Standing.WAITING, ny("2026-06-08 20:00"))


@pytest.mark.parametrize("then", [State.WAITING_FOR_CUSTOMER, State.RESOLVED])
def test_the_customers_word_opens_a_waiting_or_resolved_ticket_again_s46(people, then):
    customer, sam, number = people
    with transaction():
        say(sam, number, "Is it better?", then=then)
        say(customer.mei, number, "No.", at=MONDAY + DAY)
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert (ticket.state, ticket.silence_closes_at, ticket.resolved_at) == (State.OPEN, None, None)
        assert (ticket.standing, ticket.due_at) == (Standing.OURS, MONDAY + DAY)  # it is our turn since then
        changes = session().scalars(select(StateChange).order_by(StateChange.id))
        assert [change.cause for change in changes] == ["staff", "customer"]


def test_within_the_window_a_closed_ticket_opens_again_and_the_result_stays_se36(people):
    customer, sam, number = people
    with transaction():
        say(sam, number, "Done.")
        close_ticket(ticket_for(sam.actor, number), reason="Works", by=sam.actor, at=MONDAY + DAY)
    with transaction():
        message = say(customer.mei, number, "It came back.", at=MONDAY + 15 * DAY)
        assert message.ticket.number == number
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert (ticket.state, ticket.closed_at, ticket.reopen_until) == (State.OPEN, None, None)
        assert ticket.first_response.met_at == MONDAY + MINUTE


def test_after_the_window_a_reply_opens_a_linked_new_one_se37(people):
    customer, sam, number = people
    with transaction():
        say(sam, number, "Done.")
        close_ticket(ticket_for(sam.actor, number), reason="Works", by=sam.actor, at=MONDAY)
    late = MONDAY + 14 * DAY + SECOND
    with transaction():
        new = say(customer.mei, number, "It came back.", at=late).ticket.number
        assert new != number
    with read_only():
        ticket = ticket_for(customer.mei.actor, new)
        assert ticket.follows.number == number
        assert (ticket.state, ticket.opened_at, ticket.first_response.met_at) == (State.NEW, late, None)
        assert ticket_for(sam.actor, number).state == State.CLOSED
        assert [m.body for m in conversation(sam.actor, ticket)] == ["It came back."]


def test_two_answers_never_cross_unseen_s47(people):
    _, sam, number = people
    with transaction():
        kim = make_agent("Kim Park")
        seen = conversation(kim.actor, ticket_for(kim.actor, number))[-1].id
        say(sam, number, "Restart it.", seen_message_id=seen)
    with pytest.raises(AnsweredMeanwhile) as refusal, transaction():
        say(kim, number, "Reset it.", seen_message_id=seen)
    assert refusal.value.values == {"name": "Sam Ortiz"}
    with transaction():
        newest = conversation(kim.actor, ticket_for(kim.actor, number))[-1].id
        say(kim, number, "Reset it.", seen_message_id=newest)
        say(kim, number, "Twice.", seen_message_id=newest)  # one's own last answer is no surprise


def test_the_assignee_hears_of_the_customers_word(people):
    customer, sam, number = people
    with transaction():
        ticket_for(sam.actor, number).assignee_id = sam.id
        say(customer.mei, number, "Any news?")
    with read_only():
        mail = session().scalars(select(Mail).order_by(Mail.id.desc())).first()
        assert (mail.kind, mail.to_email) == ("ticket_customer_replied", sam.person.email)


def test_empty_words_are_refused(people):
    _, sam, number = people
    with pytest.raises(NothingSaid), transaction():
        say(sam, number, " \n")


def test_staff_do_not_write_to_a_closed_ticket(people):
    _, sam, number = people
    with transaction():
        say(sam, number, "Done.", then=State.CLOSED)
    with pytest.raises(TicketClosed), transaction():
        say(sam, number, "One more thing.")


def test_who_is_no_named_caller_any_more_is_referred_to_the_primary_contact_s30(people):
    customer, _, _ = people
    with transaction():
        ann = customer.caller("Ann")
        number = make_ticket(ann).number
        caller_of(ann.id, MONDAY).until_at = MONDAY + MINUTE
    with pytest.raises(NotANamedCaller), transaction():
        say(ann, number, "Any news?", at=MONDAY + 2 * MINUTE)


def test_customers_write_no_notes(people):
    customer, _, number = people
    with pytest.raises(RightMissing), transaction():
        add_note(ticket_for(customer.mei.actor, number), ReplyDraft(body="x"), by=customer.mei.actor, at=MONDAY)


def test_a_stranger_who_got_hold_of_a_ticket_object_still_cannot_write_p2(people):
    _, sam, number = people
    with transaction():
        olga = make_customer("Contoso").mei
    with pytest.raises(NotThere), transaction():
        reply(ticket_for(sam.actor, number), ReplyDraft(body="Hello"), by=olga.actor, at=MONDAY)


def test_what_a_message_said_before_is_kept_s47(people):
    _, sam, number = people
    with transaction():
        message_id = say(sam, number, "Restart it.").id
    with transaction():
        edit_message(message_for(sam.actor, number, message_id), "Reset it.", by=sam.actor, at=MONDAY + DAY)
    with read_only():
        message = message_for(sam.actor, number, message_id)
        assert (message.body, message.edited_at) == ("Reset it.", MONDAY + DAY)
        assert [(edit.body, edit.by_id) for edit in message.edits] == [("Restart it.", sam.id)]


def test_only_the_author_edits_s47(people):
    customer, sam, number = people
    with transaction():
        message_id = say(sam, number, "Restart it.").id
    with pytest.raises(NotYours), transaction():
        edit_message(message_for(customer.mei.actor, number, message_id), "x", by=customer.mei.actor, at=MONDAY)


def test_waiting_for_a_third_party_does_not_stop_the_clock_se31(people):
    _, sam, number = people
    with transaction():
        wait_for_third_party(ticket_for(sam.actor, number), whom="Carrier", by=sam.actor, at=MONDAY)
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert (ticket.standing, ticket.due_at) == (Standing.RUNNING, ticket.first_response.due_at)


def test_a_deactivated_caller_gets_no_mail(people):
    customer, sam, number = people
    with transaction():
        session().merge(customer.mei.person).deactivated_at = MONDAY
        say(sam, number, "Restart it.")
    with read_only():
        assert kinds_of_mail() == ["ticket_opened"]
