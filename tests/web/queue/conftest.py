"""A desk for the tests of the queue."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from portal.blueprints.queue.trends import REMEMBERED
from portal.clock import now
from portal.db import transaction
from portal.domain.rights import Role
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.operations import claim_ticket, reply, wait_for_third_party
from portal.domain.tickets.queries import ticket_for
from portal.domain.tickets.rules import State
from portal.web.live import Views
from tests.client import SignedInBrowser
from tests.factories_tickets import Customer, Doer, make_agent, make_customer, make_ticket
from tests.people import browser_of


@dataclass
class Desk:
    """Mei's tickets in every standing by a word, Sam who answers, Dana who leads."""

    customer: Customer
    sam: Doer
    dana: Doer
    numbers: dict[str, int]
    browser: SignedInBrowser  # Dana's


@pytest.fixture
def desk(app) -> Desk:
    """One late, one soon and Sam's, one answered, one waiting for Mei, one for the carrier.

    Nothing is kept of what the test before has shown: views count for 0.8 s, the trend for a minute.
    """
    app.extensions["live"] = Views()
    app.extensions.pop(REMEMBERED, None)
    with app.app_context(), transaction():
        customer, sam, dana, at = make_customer(), make_agent(), make_agent("Dana Reyes", Role.SUPPORT_LEAD), now()

        def opened(title: str, severity: int, hours: int = 0) -> int:
            return make_ticket(customer.mei, at - timedelta(hours=hours), severity=severity, title=title).number

        numbers = {
            "late": opened("Late one", 1, 2),
            "soon": opened("Soon one", 1),
            "ours": opened("Answered one", 2),
            "waits": opened("Waiting one", 3),
            "carrier": opened("Carrier's one", 3),
        }
        for word, then in (("ours", None), ("waits", State.WAITING_FOR_CUSTOMER), ("carrier", None)):
            reply(ticket_for(sam.actor, numbers[word]), ReplyDraft(body="Here.", then=then), by=sam.actor, at=at)
        wait_for_third_party(ticket_for(sam.actor, numbers["carrier"]), whom="the carrier", by=sam.actor, at=at)
        claim_ticket(ticket_for(sam.actor, numbers["soon"]), by=sam.actor, at=at)
    return Desk(customer, sam, dana, numbers, browser_of(app, dana.person))
