"""A ticket's page: answers, notes, severity, assignment, states, and what the customer sees of it (S44-S49, S55)."""

from datetime import timedelta

import pytest

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.outbox.models import Mail
from portal.domain.people.models import Person
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.operations import claim_ticket, close_ticket, reply
from portal.domain.tickets.queries import ticket_for
from tests.factories_tickets import make_agent, make_customer, make_ticket


class World:
    """Mei's ticket, opened ten minutes ago; Sam and Dana answer; Olga is somebody else's customer."""

    def __init__(self) -> None:
        self.customer, self.other = make_customer(), make_customer("Harbour Clinics")
        self.sam, self.dana = make_agent(), make_agent("Dana Reyes")
        self.ticket = make_ticket(self.customer.mei, now() - timedelta(minutes=10), severity=2)
        self.number = self.ticket.number
        self.path = f"/tickets/{self.number}"


@pytest.fixture
def world(app):
    with app.app_context(), transaction():
        return World()


@pytest.fixture
def mei(world, signed_in):
    return signed_in(world.customer.mei.person)


@pytest.fixture
def sam(world, signed_in):
    return signed_in(world.sam.person)


@pytest.fixture
def dana(world, signed_in):
    return signed_in(world.dana.person)


def test_an_answer_stops_the_clock_and_the_customer_reads_it_s45(app, world, sam, mei):
    page = sam.get(world.path)
    assert page.text(".deadline-big").startswith("We answer by")
    page = sam.follow(sam.submit(page, "reply", body="Which **build** is it?", then="waiting_for_customer"))
    assert "in time" in page.text(".deadline-big")
    assert "Waiting for customer" in page.text(".page-head")
    seen = mei.get(world.path)
    assert seen.soup.select_one(".message strong").get_text() == "build"
    assert "Sam Ortiz answered: first response in time" in seen.text("main")
    assert "closes by itself" in seen.text("main")  # S48
    with app.app_context(), read_only():
        assert session().query(Mail).filter_by(kind="ticket_answered").count() == 1


def test_the_customers_word_opens_the_ticket_again_s46(world, sam, mei):
    sam.submit(sam.get(world.path), "reply", body="Is it solved?", then="resolved")
    page = mei.follow(mei.submit(mei.get(world.path), "reply", body="No, it came back."))
    assert "Open" in page.text(".page-head")


def test_a_note_is_never_shown_to_the_customer_s47(world, sam, mei):
    page = sam.follow(sam.submit(sam.get(world.path), "note", body="Their MDM is at fault."))
    assert "Their MDM is at fault." in page.text(".message-note")
    assert page.text(".deadline-big").startswith("We answer by")  # no clock stops
    assert "MDM is at fault" not in mei.get(world.path).html
    mei.post(f"{world.path}/notes", body="me too", status=403)


def test_an_empty_answer_gets_a_sentence_and_keeps_what_was_chosen(world, sam):
    page = sam.submit(sam.get(world.path), "reply", body="  ", then="resolved", status=422)
    assert "Write something, or add a file." in page.text("[role=alert]")
    assert page.value("then") == "resolved"


def test_two_answers_at_once_never_overwrite_each_other_s47(world, sam, dana):
    sams, danas = sam.get(world.path), dana.get(world.path)
    sam.submit(sams, "reply", body="Try a restart.")
    refused = dana.submit(danas, "reply", body="Try a reset.", status=409)
    assert "Sam Ortiz answered meanwhile" in refused.text("main")
    page = dana.get(world.path)
    assert page.value("body") == "Try a reset."  # kept
    dana.submit(page, "reply")
    assert "Try a reset." in sam.get(world.path).text("main")


def test_one_s_own_message_is_corrected_and_what_it_said_stays_readable_s47(world, sam, dana):
    page = sam.follow(sam.submit(sam.get(world.path), "reply", body="Press the rde button."))
    edit = page.link("Correct it")
    page = sam.follow(sam.submit(sam.get(edit), "message", body="Press the red button."))
    assert "Press the red button." in page.text("main")
    assert "Press the rde button." in page.text(".quoted")
    dana.get(edit, status=404)


def test_severity_changes_with_a_reason_that_the_customer_sees_s44(world, sam, mei):
    page = sam.submit(sam.get(world.path), "severity-change", severity="1", status=422)
    assert "Give the reason" in page.text("[role=alert]")
    page = sam.follow(sam.submit(page, "severity-change", severity_reason="Three depots stand still."))
    assert "1 Urgent" in page.text(".page-head")
    assert "from 2 High to 1 Urgent: Three depots stand still." in mei.get(world.path).text("main")


def test_the_severity_is_confirmed_with_one_touch_s44(world, sam):
    page = sam.follow(sam.submit(sam.get(world.path), "Confirm 2 High"))
    assert "confirmed the severity" in page.text("main")
    assert not [b for b in page.texts("button") if b.startswith("Confirm")]


def test_who_claims_second_reads_who_has_it_s49(world, sam, dana):
    danas = dana.get(world.path)
    sam.submit(sam.get(world.path), "Take it")
    refused = dana.submit(danas, "Take it", status=409)
    assert "Sam Ortiz has taken this ticket already." in refused.text("main")


def test_a_ticket_is_assigned_and_given_back_s49(world, sam):
    page = sam.follow(sam.submit(sam.get(world.path), "assignment", assignee=str(world.dana.id)))
    assert "Sam Ortiz assigned it to Dana Reyes" in page.text("main")
    page = sam.follow(sam.submit(page, "assignment", assignee="0"))
    assert "Sam Ortiz gave the ticket back" in page.text("main")


def test_who_had_the_ticket_and_left_since_is_named_s55(app, world, sam):
    page = sam.get(world.path)
    sam.follow(sam.submit(page, "assignment", assignee=str(world.dana.id)))
    with app.app_context(), transaction():
        session().get_one(Person, world.dana.id).deactivated_at = now()
    assert "Sam Ortiz assigned it to Dana Reyes" in sam.get(world.path).text("main")


def test_states_that_need_an_answer_first_are_not_offered_se31(world, sam):
    page = sam.get(world.path)
    assert "Resolve" not in page.texts("button")
    assert "Close the ticket" not in page.texts("button")
    refused = sam.post(f"{world.path}/closure", closing_reason="Done", status=409)
    assert "Nobody has answered the customer yet" in refused.text("main")


def test_waiting_resolving_closing_and_opening_again_s46(world, sam, mei):
    page = sam.follow(sam.submit(sam.get(world.path), "reply", body="We ask the carrier."))
    page = sam.follow(sam.submit(page, "wait", whom="the carrier"))
    assert "Waiting for third party" in page.text(".page-head")
    page = sam.follow(sam.submit(page, "Resolve"))
    assert "Resolved" in page.text(".page-head")
    page = sam.follow(sam.submit(page, "closure", closing_reason="The carrier mended it."))
    assert "Closed" in page.text(".page-head")
    assert "The carrier mended it." in mei.get(world.path).text("main")
    page = sam.follow(sam.submit(page, "reopening", reopening_reason="It came back."))
    assert "Open" in page.text(".page-head")


def test_too_late_to_reopen_a_message_opens_a_linked_ticket_s46_se37(app, world, mei):
    long_ago = now() - timedelta(days=30)
    with app.app_context(), transaction():
        old = make_ticket(world.customer.mei, long_ago)
        ticket = ticket_for(world.sam.actor, old.number)
        reply(ticket, ReplyDraft(body="Done."), by=world.sam.actor, at=long_ago + timedelta(hours=1))
        close_ticket(ticket, reason="Done", by=world.sam.actor, at=long_ago + timedelta(hours=2))
    page = mei.get(f"/tickets/{old.number}")
    assert "opens a new one" in page.text("main")
    sent = mei.submit(page, "reply", body="It is back.")
    assert f"/tickets/{old.number}" not in sent.location
    assert "It is back." in mei.follow(sent).text("main")


def test_who_else_has_the_ticket_open_is_said_s47(world, sam, dana):
    dana.post(f"{world.path}/presence", typing="1", status=200)
    page = sam.post(f"{world.path}/presence", typing="", status=200)
    assert page.text() == "Dana Reyes is writing an answer" or "Dana Reyes is writing an answer" in page.html


def test_what_staff_do_among_themselves_stays_hidden_from_the_customer_s55(app, world, sam, mei):
    with app.app_context(), transaction():
        claim_ticket(ticket_for(world.sam.actor, world.number), by=world.sam.actor, at=now())
    assert "assigned it to" in sam.get(world.path).text("main")
    assert "assigned it to" not in mei.get(world.path).text("main")


def test_whom_else_we_wait_for_and_why_we_opened_it_again_is_for_staff_s55(world, sam, mei):
    page = sam.follow(sam.submit(sam.get(world.path), "reply", body="We look into it."))
    page = sam.follow(sam.submit(page, "wait", whom="their unpaid carrier"))
    assert "their unpaid carrier" in page.text("main")
    seen = mei.get(world.path).text("main")
    assert "Waiting for third party" in seen
    assert "their unpaid carrier" not in seen
