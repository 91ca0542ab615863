"""The queue as a page and as its living part (Q1-Q4)."""

from datetime import timedelta

import pytest

from portal.clock import now
from portal.db import transaction
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.operations import claim_ticket, reply
from portal.domain.tickets.queries import ticket_for
from portal.domain.tickets.rules import State
from tests.factories_tickets import make_agent, make_customer, make_ticket

HOUR = timedelta(hours=1)


@pytest.fixture
def desk(app):
    """Mei's tickets in every standing, and Sam who looks at them."""
    with app.app_context(), transaction():
        customer, sam, at = make_customer(), make_agent(), now()
        make_ticket(customer.mei, at - 2 * HOUR, severity=1, title="Late one")
        soon = make_ticket(customer.mei, at, severity=1, title="Soon one")
        ours = make_ticket(customer.mei, at, severity=2, title="Answered one")
        waits = make_ticket(customer.mei, at, severity=3, title="Waiting one")
        reply(ticket_for(sam.actor, ours.number), ReplyDraft(body="Here."), by=sam.actor, at=at)
        waiting = ReplyDraft(body="Which?", then=State.WAITING_FOR_CUSTOMER)
        reply(ticket_for(sam.actor, waits.number), waiting, by=sam.actor, at=at)
        claim_ticket(ticket_for(sam.actor, soon.number), by=sam.actor, at=at)
        return customer, sam


def test_what_runs_out_first_comes_first(desk, signed_in):
    """Q1, Q2."""
    _, sam = desk
    page = signed_in(sam.person).get("/queue?kind=ticket")
    assert page.texts(".row-title") == ["Late one", "Soon one", "Answered one", "Waiting one"]


def test_the_living_part_is_a_part_of_the_page(desk, signed_in):
    """Q3: GET /queue/live answers the element that stands in the page."""
    _, sam = desk
    browser = signed_in(sam.person)
    part = browser.get("/queue/live", headers={"HX-Request": "true"})
    assert part.soup.select_one("#queue-live #queue-rows [data-row]") is not None
    assert browser.get("/queue").soup.select_one("#queue-live") == part.soup.select_one("#queue-live")
