"""The list: by deadline, what isn't yours isn't there, fifty at a time, in few queries (P2, P44)."""

from datetime import timedelta

import pytest

from portal.clock import now
from portal.db import read_only, transaction
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.listing import PAGE, Filters
from portal.domain.tickets.operations import claim_ticket, reply
from portal.domain.tickets.queries import ticket_for, tickets_of
from portal.domain.tickets.rules import State
from tests.factories_tickets import make_agent, make_customer, make_ticket

HOUR = timedelta(hours=1)
ALL_FOUR = ["Late one", "Soon one", "Answered one", "Waiting one"]


@pytest.fixture
def desk(app):
    """Mei's tickets in every standing, and Sam who looks at them."""
    with app.app_context(), transaction():
        customer, sam, at = make_customer(), make_agent(), now()
        late = make_ticket(customer.mei, at - 2 * HOUR, severity=1, title="Late one")
        soon = make_ticket(customer.mei, at, severity=1, title="Soon one")
        ours = make_ticket(customer.mei, at, severity=2, title="Answered one")
        waits = make_ticket(customer.mei, at, severity=3, title="Waiting one")
        closed = make_ticket(customer.mei, at, severity=4, title="Closed 100% one")
        reply(ticket_for(sam.actor, ours.number), ReplyDraft(body="Here."), by=sam.actor, at=at)
        for ticket, then in ((waits, State.WAITING_FOR_CUSTOMER), (closed, State.CLOSED)):
            reply(ticket_for(sam.actor, ticket.number), ReplyDraft(body="Here.", then=then), by=sam.actor, at=at)
        claim_ticket(ticket_for(sam.actor, soon.number), by=sam.actor, at=at)
        return customer, sam, late.number


def titles(page):
    return page.texts(".row-title")


def test_the_earliest_promise_comes_first_and_waiting_ones_last(desk, signed_in):
    _, sam, _ = desk
    page = signed_in(sam.person).get("/tickets")
    assert titles(page) == ["Late one", "Soon one", "Answered one", "Waiting one"]
    assert page.texts(".deadline")[0].startswith("late") or "late" in page.texts(".deadline")[0]
    assert "1 late" in page.text(".page-aside")
    assert page.texts(".row-party")[0] == "Northwind Logistics Elite"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=closed", ["Closed 100% one"]),
        ("state=waiting_for_customer", ["Waiting one"]),
        ("severity=2", ["Answered one"]),
        ("whose=mine", ["Soon one"]),
        ("whose=nobodys&severity=1", ["Late one"]),
        ("q=answered", ["Answered one"]),
        ("q=100%25&state=all", ["Closed 100% one"]),  # a % is a %
        ("q=_&state=all", []),
        ("q=nothing like that", []),
        ("state=nonsense&severity=x&whose=everybody&after=zzz", ALL_FOUR),
        ("after=0-99999999999999999999-1", ALL_FOUR),
    ],
)
def test_filters_say_what_is_wanted_and_nonsense_wants_nothing(desk, signed_in, query, found):
    _, sam, _ = desk
    assert titles(signed_in(sam.person).get(f"/tickets?{query}")) == found


def test_a_number_finds_its_ticket(desk, signed_in):
    _, sam, number = desk
    assert titles(signed_in(sam.person).get(f"/tickets?q={number}")) == ["Late one"]


def test_a_customer_sees_their_own_and_no_colleagues_unless_they_may_p2(app, desk, signed_in):
    customer, _, _ = desk
    with app.app_context(), transaction():
        tom, olga = customer.caller("Tom"), make_customer("Contoso").mei
        make_ticket(tom, now(), title="Tom's own")
    assert titles(signed_in(tom.person).get("/tickets?state=all")) == ["Tom's own"]
    assert "Tom's own" in titles(signed_in(customer.mei.person).get("/tickets"))  # the primary contact sees all
    page = signed_in(olga.person).get("/tickets?state=all&q=one")
    assert titles(page) == []
    assert page.link("New ticket") == "/tickets/new"


@pytest.mark.slow
def test_pages_follow_one_another_without_a_gap(app, signed_in):
    with app.app_context(), transaction():
        customer, sam, at = make_customer(), make_agent(), now()
        for n in range(PAGE + 3):
            make_ticket(customer.mei, at + timedelta(seconds=n % 3), title=f"Ticket {n}")
    browser = signed_in(sam.person)
    for query in ("", "?state=all"):
        first = browser.get(f"/tickets{query}")
        second = browser.get(first.link("Next 50"))
        seen = titles(first) + titles(second)
        assert len(seen) == len(set(seen)) == PAGE + 3
        assert not second.soup.select(".pager")


def test_the_list_is_four_queries_however_long_it_is_p44(desk, signed_in):
    _, sam, _ = desk
    assert len(signed_in(sam.person).get("/tickets").queries) <= 4


def test_rows_are_one_query(app, desk):
    with app.app_context(), read_only():
        assert len(tickets_of(desk[1].actor, Filters()).rows) == 4


def test_strangers_get_404_for_a_ticket_whether_it_is_there_or_not_p2(app, desk, signed_in):
    with app.app_context(), transaction():
        olga = make_customer("Contoso").mei
    browser = signed_in(olga.person)
    there, not_there = browser.get(f"/tickets/{desk[2]}", status=404), browser.get("/tickets/999999", status=404)
    assert there.text("main") == not_there.text("main")
    browser.get(f"/tickets/{desk[2]}/facts", status=404)
    browser.get("/tickets/99999999999999999999", status=404)


def test_one_ticket_costs_at_most_ten_queries_p44(desk, signed_in):
    customer, sam, number = desk
    signed_in(sam.person).get(f"/tickets/{number}", most_queries=10)
    signed_in(customer.mei.person).get(f"/tickets/{number}", most_queries=10)
