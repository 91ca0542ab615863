"""What customers read of what happened: only what somebody has decided to tell them (S55)."""

from portal.db import transaction
from portal.domain.audit.operations import record
from portal.domain.tickets.queries import happened
from tests.factories_tickets import MONDAY, make_agent, make_customer, make_ticket


def test_a_new_action_is_hidden_from_customers_until_somebody_decides_s55(app):
    with app.app_context(), transaction():
        customer, sam = make_customer(), make_agent()
        ticket = make_ticket(customer.mei)
        record(sam.actor, "ticket.weighed", ticket, at=MONDAY, verdict="Not worth it")
        assert [entry.action for entry, _name in happened(sam.actor, ticket)] == ["ticket.opened", "ticket.weighed"]
        assert [entry.action for entry, _name in happened(customer.mei.actor, ticket)] == ["ticket.opened"]
