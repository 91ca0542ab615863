"""A screen that everybody in the room reads tells no customer's secret (Q6, P5; threats: reusable links)."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.people.displays import new_token
from portal.domain.people.models import Person
from portal.domain.people.operations import make_display_link
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.models import Message, Ticket
from portal.domain.tickets.operations import add_note, claim_ticket, reply
from portal.domain.tickets.queries import ticket_for
from tests.client import PortalClient
from tests.factories_tickets import make_agent, make_customer, make_ticket

LEAST = 5  # characters: shorter ones are words of the language


@pytest.fixture
def token(app: Flask) -> str:
    """A full desk: tickets late, due, answered, with notes; and a link."""
    token = new_token()
    with app.app_context(), transaction():
        sam, at = make_agent("Sam Ortiz"), now()
        for number in range(6):
            customer = make_customer(f"Corvid Freight {number}")
            ticket = make_ticket(
                customer.mei,
                at,
                severity=1 + number % 4,
                title=f"Camera black since update {number}",
                description=f"The ward phone {number} shows nothing.",
                contact_name=f"Tomás Secret {number}",
                contact_email=f"tomas{number}@customer.example",
                contact_phone=f"+1 212 555 01{number:02}",
            )
            found = ticket_for(sam.actor, ticket.number)
            add_note(found, ReplyDraft(body=f"They threaten to leave {number}"), by=sam.actor, at=at)
            claim_ticket(found, by=sam.actor, at=at)
            if number > 4:
                reply(found, ReplyDraft(body=f"We look into it {number}"), by=sam.actor, at=at)
        session().execute(update(Person).values(phone="+1 646 555 0199"))
        make_display_link(DisplayDraft("Support room"), token, by=SYSTEM, at=at)
    return token


def secrets_of(app: Flask) -> set[str]:
    """Everything in the database that is a customer's own, and all mail addresses and phones."""
    with app.app_context(), read_only() as session:
        found = set(session.scalars(select(Person.email))) | set(session.scalars(select(Person.phone)))
        found |= set(session.scalars(select(Person.name).where(Person.organisation_id.is_not(None))))
        found |= set(session.scalars(select(Message.body)))
        for column in (Ticket.title, Ticket.contact_name, Ticket.contact_email, Ticket.contact_phone):
            found |= set(session.scalars(select(column)))
    return {secret for secret in found if len(secret) >= LEAST}


def sent_to(client: PortalClient, path: str) -> Iterator[str]:
    """The page, what it asks for by itself, and every file that it names."""
    page = client.get(path)
    yield page.html
    for address in {*re.findall(r'(?:href|src|hx-get)="(/[^"#]+)', page.html), f"{path}/live", f"{path}/live?now=1"}:
        yield client.http.get(address.replace("&amp;", "&")).get_data(as_text=True)


def test_nothing_that_is_sent_to_the_wall_is_a_customer_s_secret_q6(app: Flask, client: PortalClient, token: str):
    """No mail address, phone, title, message, note, nor anybody of a customer: neither in the page nor beside it."""
    sent = list(sent_to(client, f"/wall/{token}"))
    assert len(sent) > 6
    assert "Corvid Freight 0" in sent[0]
    secrets = secrets_of(app)
    assert len(secrets) > 30
    assert [secret for secret in secrets for text in sent if secret in text] == []


def test_a_screen_opens_no_page_of_a_person(app: Flask, client: PortalClient, token: str):
    """The link is no sign-in: what the board sets in the browser opens nothing else (P1)."""
    client.get(f"/wall/{token}")
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if "GET" in (rule.methods or ()) and not rule.arguments and view.right is not None:
            assert client.http.get(rule.rule).status_code == 303, rule.rule
