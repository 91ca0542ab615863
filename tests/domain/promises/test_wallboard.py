"""What a screen on the wall is told: the most urgent promises, and how many there are (Q6)."""

from datetime import timedelta

import pytest

from portal.clock import now
from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.errors import RightMissing
from portal.domain.organisations.queries import plan_called
from portal.domain.people.displays import display_link_of, new_token, screen_holding
from portal.domain.people.operations import make_display_link
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.rules import Board
from portal.domain.promises.queries import Wanted, promises_of, tally_of
from portal.domain.promises.wallboard import Wallboard, wallboard
from portal.domain.staffing.operations import withhold_sight
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.operations import claim_ticket, reply
from portal.domain.tickets.queries import ticket_for
from portal.domain.tickets.rules import State
from tests.factories_tickets import make_agent, make_customer, make_ticket

HOUR = timedelta(hours=1)


@pytest.fixture
def inside(app):
    with app.app_context(), transaction() as session:
        yield session


def seen(at, **limits: object) -> Wallboard:
    """By a link with these limits."""
    token = new_token()
    make_display_link(DisplayDraft("Support room", **limits), token, by=SYSTEM, at=at)
    session().flush()
    screen = screen_holding(token, Board.QUEUE)
    return wallboard(screen, display_link_of(screen), at)


def test_the_five_that_run_out_first_and_how_many_there_are_q6(inside):
    customer, sam, at = make_customer(), make_agent("Sam Ortiz"), now()
    numbers = [make_ticket(customer.mei, at - late * HOUR, severity=1).number for late in (0, 3, 2)]
    numbers += [make_ticket(customer.mei, at, severity=severity).number for severity in (3, 4, 2)]
    answered, waits = (make_ticket(customer.mei, at - 9 * HOUR, severity=1) for _ in range(2))
    reply(ticket_for(sam.actor, answered.number), ReplyDraft(body="Here."), by=sam.actor, at=at)
    waiting = ReplyDraft(body="Which model?", then=State.WAITING_FOR_CUSTOMER)
    reply(ticket_for(sam.actor, waits.number), waiting, by=sam.actor, at=at)
    claim_ticket(ticket_for(sam.actor, numbers[1]), by=sam.actor, at=at)
    board = seen(at)
    assert len(board.urgent) == 5
    assert [one.number for one in board.urgent][:3] == [numbers[1], numbers[2], numbers[0]]
    assert [one.due_at for one in board.urgent] == sorted(one.due_at for one in board.urgent)
    first = board.urgent[0]
    assert (first.severity, first.organisation, first.assignee) == (1, "Northwind Logistics", "Sam Ortiz")
    assert board.urgent[1].assignee is None
    assert board.counts.late == 2
    assert board.counts.late + board.counts.soon + board.counts.later == 6
    assert board.counts.waiting == 1


def test_due_to_the_second_is_kept_and_within_the_hour_is_soon(inside):
    """SE34: the wall, the queue and a deadline itself say the same."""
    agent = make_agent().actor
    ticket = make_ticket(make_customer().mei, now(), severity=1)
    for before, counts in (
        (timedelta(seconds=-1), (1, 0, 0, 0)),
        (timedelta(milliseconds=-900), (0, 1, 0, 0)),
        (timedelta(0), (0, 1, 0, 0)),
        (timedelta(seconds=1), (0, 1, 0, 0)),
        (HOUR, (0, 1, 0, 0)),
        (HOUR + timedelta(seconds=1), (0, 0, 1, 0)),
    ):
        at = ticket.due_at - before
        tally = tally_of(agent, Wanted(), at=at)
        assert tuple(seen(at).counts) == counts == (tally.late, tally.near, tally.later, tally.waiting)
        [promise] = promises_of(agent, Wanted(), at=at).rows
        assert promise.is_late(at) == bool(promises_of(agent, Wanted(breached=True), at=at).rows) == bool(counts[0])


def test_a_link_can_be_limited_to_what_is_severe_and_to_one_plan(inside):
    at = now()
    elite = make_ticket(make_customer("Elite", plan="elite").mei, at, severity=1)
    make_ticket(make_customer("Advanced", plan="advanced").mei, at, severity=1)
    make_ticket(make_customer("Other", plan="elite").mei, at, severity=3)
    assert [one.severity for one in seen(at, severity_to=2).urgent] == [1, 1]
    board = seen(at, severity_to=2, plan_id=plan_called("elite").id)
    assert [one.number for one in board.urgent] == [elite.number]
    assert sum(board.counts) == 1
    assert board.plan == "Elite"


def test_a_customer_kept_from_somebody_on_staff_is_not_named_to_a_room_p2(inside):
    """The promise stays in sight, so that it is kept; whose it is doesn't: the one may be in the room."""
    customer, aisha, at = make_customer("Family Business"), make_agent("Aisha"), now()
    ticket = make_ticket(customer.mei, at, severity=1)
    assert [one.organisation for one in seen(at).urgent] == ["Family Business"]
    inside.flush()
    withhold_sight(aisha.person, customer.organisation, "Her brother works there", by=SYSTEM, at=at)
    inside.flush()
    assert [(one.number, one.organisation) for one in seen(at).urgent] == [(ticket.number, "")]


def test_nobody_without_the_right_is_told(inside):
    token = new_token()
    link = make_display_link(DisplayDraft("Support room"), token, by=SYSTEM, at=now())
    with pytest.raises(RightMissing):
        wallboard(make_agent().actor, link, now())
