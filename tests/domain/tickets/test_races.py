"""Two processes at once: one claim, one breach, one closing, and the customer's word wins (SE44, SE47, P21)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM, Actor
from portal.domain.audit.models import AuditEntry
from portal.domain.organisations.models import Organisation
from portal.domain.outbox.models import Mail
from portal.domain.people.models import Person
from portal.domain.rights import Role
from portal.domain.staffing.operations import withhold_sight
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.models import Assignment, StateChange, Ticket
from portal.domain.tickets.operations import (
    assign_ticket,
    claim_ticket,
    close_next_silent,
    open_ticket,
    record_next_breach,
    remind_next_silent,
    reply,
)
from portal.domain.tickets.queries import ticket_for
from portal.domain.tickets.rules import State
from tests.factories_tickets import MONDAY, draft_of_ticket, make_agent, make_customer, make_ticket, ny

pytestmark = pytest.mark.slow
CLOSES = ny("2026-06-08 20:00")


def claim(actor: Actor, number: int) -> str:
    claim_ticket(ticket_for(actor, number), by=actor, at=MONDAY)
    return "claimed"


def give(giver: Actor, to: int, number: int) -> str:
    """As two leads do who both saw that nobody had it."""
    to_whom = session().get_one(Person, to)
    assign_ticket(ticket_for(giver, number), to_whom, by=giver, at=MONDAY, seen_holder=0)
    return "assigned"


def keep(by: Actor, whom: int, organisation_id: int) -> str:
    """As an administrator does."""
    person, organisation = session().get_one(Person, whom), session().get_one(Organisation, organisation_id)
    withhold_sight(person, organisation, "Conflict of interest", by=by, at=MONDAY)
    return "kept"


def breach() -> str:
    record_next_breach(by=SYSTEM, at=MONDAY + timedelta(days=30))
    return "done"


def remind() -> str:
    remind_next_silent(by=SYSTEM, at=CLOSES - timedelta(hours=1))
    return "done"


def close() -> str:
    close_next_silent(by=SYSTEM, at=CLOSES)
    return "done"


def answer(actor: Actor, number: int) -> str:
    reply(ticket_for(actor, number), ReplyDraft(body="It works.", seen_message_id=1), by=actor, at=CLOSES)
    return "answered"


def open_one(actor: Actor) -> str:
    return str(open_ticket(draft_of_ticket(), by=actor, at=MONDAY).number)


def how_many(model, *conditions) -> int:
    return session().scalar(select(func.count()).select_from(model).where(*conditions))


@pytest.fixture
def people(app):
    with app.app_context(), transaction():
        customer, sam, kim = make_customer(), make_agent(), make_agent("Kim Park")
        return customer.mei.actor, sam.actor, kim.actor, make_ticket(customer.mei).number


def ask(app, sam, number):
    with app.app_context(), transaction():
        draft = ReplyDraft(body="Which build?", then=State.WAITING_FOR_CUSTOMER)
        reply(ticket_for(sam, number), draft, by=sam, at=MONDAY)


def test_of_two_who_claim_one_gets_it(app, people, at_once):
    _, sam, kim, number = people
    assert sorted(at_once((claim, sam, number), (claim, kim, number))) == ["TakenAlready", "claimed"]
    with app.app_context(), read_only():
        assert how_many(Assignment) == 1


def test_of_two_leads_who_assign_one_ticket_the_second_reads_who_has_it_q5(app, people, at_once):
    _, sam, kim, number = people
    both = at_once((give, sam, sam.person_id, number), (give, kim, kim.person_id, number))
    assert sorted(both) == ["TakenAlready", "assigned"]
    with app.app_context(), read_only():
        assert how_many(Assignment) == 1


@pytest.mark.parametrize("take", [claim, give])
def test_nothing_comes_to_whom_it_is_kept_from_at_that_moment_p2(app, people, at_once, take):
    """Whoever is first: the ticket isn't taken, or it is released."""
    mei, sam, kim, number = people
    with app.app_context(), transaction():
        ada = make_agent("Ada", Role.ADMINISTRATOR).actor
    taking = (claim, sam, number) if take is claim else (give, kim, sam.person_id, number)
    kept, _ = at_once((keep, ada, sam.person_id, mei.organisation_id), taking)
    assert kept == "kept"
    with app.app_context(), read_only():
        assert session().scalars(select(Ticket.assignee_id)).all() == [None]


def test_two_workers_record_one_breach_and_mail_once_se44(app, people, at_once):
    with app.app_context(), transaction():
        make_agent("Dana", Role.SUPPORT_LEAD)
    at_once((breach,), (breach,))
    with app.app_context(), read_only():
        assert how_many(AuditEntry, AuditEntry.action == "ticket.breached") == 1
        assert how_many(Mail, Mail.kind == "ticket_breached") == 1


def test_two_workers_close_once_and_remind_once_s48(app, people, at_once):
    _, sam, _, number = people
    ask(app, sam, number)
    at_once((remind,), (remind,))
    at_once((close,), (close,))
    with app.app_context(), read_only():
        assert how_many(StateChange, StateChange.cause == "silence") == 1
        assert how_many(Mail, Mail.kind == "ticket_silence_reminder") == 1
        assert how_many(Mail, Mail.kind == "ticket_closed_by_silence") == 1


def test_a_customer_who_writes_while_the_job_closes_finds_the_ticket_open_se47(app, people, at_once):
    mei, sam, _, number = people
    ask(app, sam, number)
    assert at_once((close,), (answer, mei, number)) == ["done", "answered"]
    with app.app_context(), read_only():
        assert session().scalars(select(Ticket.state)).one() == State.OPEN


def test_two_answers_at_once_the_second_reads_the_first_s47(people, at_once):
    _, sam, kim, number = people
    assert sorted(at_once((answer, sam, number), (answer, kim, number))) == ["AnsweredMeanwhile", "answered"]


def test_two_tickets_at_once_get_two_numbers(people, at_once):
    mei, _, _, number = people
    numbers = sorted(at_once((open_one, mei), (open_one, mei)))
    assert numbers == [str(number + 1), str(number + 2)]
