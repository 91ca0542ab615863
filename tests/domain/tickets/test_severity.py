"""Severity: confirmed, raised, lowered (S44, SE20-SE24)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.db import read_only, session, transaction
from portal.domain.errors import RightMissing
from portal.domain.outbox.models import Mail
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.models import SeverityChange
from portal.domain.tickets.operations import change_severity, confirm_severity, reply
from portal.domain.tickets.queries import ticket_for
from portal.domain.tickets.refusals import ReasonMissing, SameSeverity
from tests.factories_tickets import MONDAY, make_agent, make_customer, make_ticket, ny

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_app(app):
    with app.app_context():
        yield


@pytest.fixture
def people(_in_app):
    with transaction():
        customer, sam = make_customer(), make_agent()
        return customer, sam, make_ticket(customer.mei, severity=3).number  # elite: 12 business hours, Tuesday 09:00


def change(doer, number, to, at, reason="Half of the fleet stands still"):
    return change_severity(ticket_for(doer.actor, number), to, reason=reason, by=doer.actor, at=at)


def test_raised_takes_the_better_of_the_old_deadline_and_now_plus_the_new_target_se20(people):
    _, sam, number = people
    with transaction():
        change(sam, number, 2, ny("2026-06-01 15:00"))  # 2 business hours from 15:00
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert ticket.severity == 2
        assert ticket.first_response.due_at == ticket.due_at == ny("2026-06-01 17:00")


def test_raised_late_keeps_the_old_deadline_se20(people):
    _, sam, number = people
    with transaction():
        change(sam, number, 2, ny("2026-06-02 08:30"))
    with read_only():
        assert ticket_for(sam.actor, number).first_response.due_at == ny("2026-06-02 09:00")


def test_raised_to_a_clock_around_the_clock_runs_at_once_se24(people):
    customer, sam, _ = people
    with transaction():
        number = make_ticket(customer.mei, at=ny("2026-06-05 19:00")).number
        change(sam, number, 1, ny("2026-06-06 02:00"))  # Saturday
    with read_only():
        assert ticket_for(sam.actor, number).first_response.due_at == ny("2026-06-06 03:00")


def test_lowered_counts_the_new_target_from_the_opening_and_both_deadlines_are_kept_se21(people):
    _, sam, number = people
    with transaction():
        change(sam, number, 4, MONDAY + HOUR, reason="A question about settings")
    with read_only():
        assert ticket_for(sam.actor, number).first_response.due_at == ny("2026-06-03 09:00")  # 24 business hours
        kept = session().scalars(select(SeverityChange)).one()
        assert (kept.before, kept.after, kept.by_id, kept.reason) == (3, 4, sam.id, "A question about settings")
        assert (kept.due_before, kept.due_after) == (ny("2026-06-02 09:00"), ny("2026-06-03 09:00"))


def test_a_breach_stays_when_lowered_and_is_told_se21(people):
    _, sam, number = people
    with transaction():
        change(sam, number, 4, ny("2026-06-02 10:00"))
    with read_only():
        deadline = ticket_for(sam.actor, number).first_response
        assert deadline.breached_at == ny("2026-06-02 09:00")


def test_after_the_answer_its_result_is_frozen_se22(people):
    _, sam, number = people
    with transaction():
        reply(ticket_for(sam.actor, number), ReplyDraft(body="Restart it."), by=sam.actor, at=MONDAY + HOUR)
        change(sam, number, 1, ny("2026-06-03 10:00"))
    with read_only():
        ticket = ticket_for(sam.actor, number)
        assert (ticket.severity, ticket.first_response.is_kept, ticket.first_response.severity) == (1, True, 3)


def test_the_customer_is_told_the_reason_s44(people):
    _, sam, number = people
    with transaction():
        change(sam, number, 2, MONDAY + HOUR)
        mail = session().scalars(select(Mail).order_by(Mail.id.desc())).first()
        assert mail.kind == "ticket_severity_changed"
        assert (mail.values["reason"], mail.values["before"]) == ("Half of the fleet stands still", 3)


def test_without_reason_or_change_it_is_refused(people):
    _, sam, number = people
    with pytest.raises(ReasonMissing), transaction():
        change(sam, number, 2, MONDAY, reason=" ")
    with pytest.raises(SameSeverity), transaction():
        change(sam, number, 3, MONDAY)


def test_customers_propose_severity_but_do_not_change_it(people):
    customer, _, number = people
    with pytest.raises(RightMissing), transaction():
        change(customer.mei, number, 1, MONDAY)


def test_an_agent_confirms_once_s44(people):
    _, sam, number = people
    with transaction():
        confirm_severity(ticket_for(sam.actor, number), by=sam.actor, at=MONDAY)
        confirm_severity(ticket_for(sam.actor, number), by=sam.actor, at=MONDAY + HOUR)
    with read_only():
        assert ticket_for(sam.actor, number).severity_confirmed_at == MONDAY
