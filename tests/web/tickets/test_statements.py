"""What people do most often costs the database at most ten statements, reading and writing together (P44)."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.clock import now
from portal.db import read_only, transaction
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.operations import reply
from portal.domain.tickets.queries import ticket_for
from tests.client import MOST_QUERIES, Page
from tests.factories_tickets import GOOD_IMEI, Customer, area_id, make_agent, make_customer, make_ticket

INTAKE = {
    "title": "Enrolment fails on every new phone",
    "description": "No new device finishes enrolment.",
    "severity": "2",
    "expected": "That it finishes.",
    "device_model": "S20 G988U",
    "imeis": GOOD_IMEI,
    "device_count": "12",
}
ANSWER = "Update to the build of this morning."


@pytest.fixture
def customer(app: Flask) -> Customer:
    with app.app_context(), transaction():
        return make_customer()


def check(page: Page) -> None:
    assert len(page.queries) <= MOST_QUERIES, "\n".join(page.queries)


def test_opening_a_ticket_takes_at_most_ten_statements_p44(app: Flask, customer: Customer, signed_in):
    with app.app_context(), read_only():
        area = str(area_id())
    mei = signed_in(customer.mei.person)
    mei.submit(mei.get("/tickets/new"), "ticket", INTAKE, area=area)  # what is read once a process
    check(mei.submit(mei.get("/tickets/new"), "ticket", INTAKE, area=area, title="Another"))


@pytest.mark.parametrize("late", [False, True])
def test_the_first_answer_takes_at_most_ten_statements_p44(app: Flask, customer: Customer, signed_in, late: bool):
    opened_at = now() - timedelta(days=30 if late else 0)
    with app.app_context(), transaction():
        first, second = (make_ticket(customer.mei, opened_at).number for _ in range(2))
        agent = make_agent().person
    sam = signed_in(agent)
    for number in (first, second):
        page = sam.submit(sam.get(f"/tickets/{number}"), "reply", body=ANSWER)
    check(page)


def test_a_customers_word_takes_at_most_ten_statements_p44(app: Flask, customer: Customer, signed_in):
    with app.app_context(), transaction():
        sam = make_agent().actor
        number = make_ticket(customer.mei, now()).number
        reply(ticket_for(sam, number), ReplyDraft(body=ANSWER), by=sam, at=now())
    mei = signed_in(customer.mei.person)
    check(mei.submit(mei.get(f"/tickets/{number}"), "reply", body="It works."))
