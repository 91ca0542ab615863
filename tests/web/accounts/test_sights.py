"""Keeping a customer's tickets from somebody on staff, on the person's page (P2)."""

import pytest

from portal.clock import now
from portal.db import transaction
from portal.domain.rights import Role
from portal.domain.tickets.operations import assign_ticket, open_ticket
from tests.factories_people import actor_of, stored_person
from tests.factories_roster import acting, make_customer, make_named_caller
from tests.factories_tickets import draft_of_ticket
from tests.people import browser_of


@pytest.fixture
def ada(app):
    return stored_person(app, Role.ADMINISTRATOR, name="Ada")


@pytest.fixture
def sam(app):
    return stored_person(app, Role.AGENT, name="Sam Ortiz")


@pytest.fixture
def number(app, ada, sam):
    """A ticket of Corvid that Sam has."""
    at = now()
    with app.app_context(), transaction():
        mei = make_named_caller(make_customer("Corvid", at=at), "Mei Chen", at=at)
        ticket = open_ticket(draft_of_ticket(title="Phones offline"), by=acting(mei.person), at=at)
        assign_ticket(ticket, sam, by=actor_of(ada), at=at)
        return ticket.number


def corvid(page):
    """Its value among the customers to choose from."""
    return page.soup.find("option", string="Corvid")["value"]


def test_an_administrator_keeps_a_customers_tickets_from_an_agent_and_gives_them_back(app, ada, sam, number):
    browser, his = browser_of(app, ada), browser_of(app, sam)
    his.get(f"/tickets/{number}")
    page = browser.get(f"/people/{sam.id}")
    assert "Tickets kept from this person" in page.text("#sights")
    assert page.soup.select_one("#sight option")["value"] == "", "nobody's tickets are chosen before somebody chooses"
    page = browser.submit(page, "sight", reason=" \u200b", status=422)
    assert "Enter why" in page.text("#sight [role=alert]")
    assert page.texts(".rail [aria-current]")[:1] == ["People"]
    assert "Choose whose tickets are kept" in page.text("#sight")
    sent = browser.submit(page, "sight", organisation=corvid(page), reason="Her brother runs it")
    assert sent.location.endswith(f"/people/{sam.id}#sights")
    page = browser.follow(sent)
    assert "The tickets of Corvid are kept from Sam Ortiz now." in page.text()
    assert "by Ada: Her brother runs it" in page.text("#kept")
    his.get(f"/tickets/{number}", status=404)
    assert "Phones offline" not in his.get("/tickets?state=all").text()
    for queue in ("/queue", "/queue/live"):
        assert "Phones offline" in browser.get(queue).html
        assert "Phones offline" not in his.get(queue).html
    assert "Nobody yet" in browser.get(f"/tickets/{number}").text()
    page = browser.follow(browser.submit(page, "Give back"))
    assert not page.soup.select("#kept")
    his.get(f"/tickets/{number}")


def test_of_an_administrator_and_of_a_customers_person_there_is_nothing_to_keep(app, ada, number):
    browser = browser_of(app, ada)
    mei = browser.get("/people?side=customers").link("Mei Chen")
    for path in (f"/people/{ada.id}", mei):
        assert not browser.get(path).soup.select("#sights")


def test_the_restricted_agent_reads_no_names_in_the_choice_of_callers(app, ada, sam, number):
    browser, his = browser_of(app, ada), browser_of(app, sam)
    assert "Mei Chen" in his.get("/tickets/calls/new?q=mei").text()
    page = browser.get(f"/people/{sam.id}")
    browser.submit(page, "sight", organisation=corvid(page), reason="Confidential")
    assert "Mei Chen" not in his.get("/tickets/calls/new?q=mei").text()


def test_whoever_was_deactivated_has_no_ticket_any_more(app, ada, sam, number):
    """P1: what they had becomes nobody's."""
    browser = browser_of(app, ada)
    browser.submit(browser.get(f"/people/{sam.id}"), "Deactivate account")
    page = browser.get(f"/tickets/{number}")
    assert "Nobody yet" in page.text()
    assert "Ada gave the ticket back" in page.text()
