"""The order of everything promised equals a slow sort in Python, on random desks; counts equal rows (Q1, Q4, Q7)."""

import random
from datetime import timedelta

import pytest

from portal.db import read_only, transaction
from portal.domain.promises.queries import Wanted, promises_of, tally_of
from portal.domain.promises.rules import Kind, place_of
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.listing import MINE, NOBODYS
from portal.domain.tickets.operations import assign_ticket, close_ticket, reply, wait_for_third_party
from portal.domain.tickets.queries import Filters, ticket_for
from portal.domain.tickets.rules import Standing, State
from tests.factories_tickets import MONDAY, make_agent, make_customer, make_ticket

NOW = MONDAY + timedelta(days=4)
TICKETS = 30


@pytest.fixture
def desk(app):
    """Thirty tickets of two customers, in every state; the same ones for the same seed."""
    chance = random.Random(1)
    with app.app_context(), transaction():
        customers = [make_customer("Northwind", "elite"), make_customer("Maple", "essential")]
        staff = [make_agent("Sam Ortiz"), make_agent("Dana Reyes")]
        for number in range(TICKETS):
            one_of_random_fate(number, chance, customers, staff)
    return staff[0]


def one_of_random_fate(number, chance, customers, staff):
    """Opened some time this week; answered, waiting, given to somebody, or nothing of it."""
    at = MONDAY + timedelta(minutes=chance.randrange(5_700))
    opened = make_ticket(chance.choice(customers).mei, at, severity=chance.randint(1, 4), title=f"Number {number}")
    sam = staff[0].actor
    ticket = ticket_for(sam, opened.number)
    fate = chance.choice(["left", "left", "answered", "asked", "resolved", "carrier", "closed"])
    if fate not in ("left", "carrier"):
        then = {"asked": State.WAITING_FOR_CUSTOMER, "resolved": State.RESOLVED}.get(fate)
        reply(ticket, ReplyDraft(body="Here.", then=then), by=sam, at=at + timedelta(minutes=chance.randrange(600)))
    if fate == "carrier":
        wait_for_third_party(ticket, whom="the carrier", by=sam, at=at)
    if fate == "closed":
        close_ticket(ticket, reason="Done.", by=sam, at=at + timedelta(minutes=700))
    elif chance.random() < 0.5:
        assign_ticket(ticket, chance.choice(staff).person, by=sam, at=at)


def all_of(desk, wanted, most=7):
    """Every row, page by page."""
    rows, after = [], ""
    while True:
        listing = promises_of(desk.actor, wanted, at=NOW, after=after, most=most)
        rows += listing.rows
        if not listing.further:
            return rows
        after = listing.further


def slowly(rows):
    """What runs by when it runs out, then ours, then what waits."""
    by_rank = {rank: [row for row in rows if row.rank == rank] for rank in Standing}
    kinds = list(Kind)
    return [
        row
        for rank in sorted(by_rank)
        for row in sorted(by_rank[rank], key=lambda row: (row.due_at, kinds.index(row.kind), row.number))
    ]


def test_the_order_is_that_of_a_slow_sort_and_no_page_repeats_or_hides_a_row(app, desk):
    with app.app_context(), read_only():
        for wanted in (Wanted(), Wanted(Kind.TICKET), Wanted(Kind.CLOSING)):
            rows = all_of(desk, wanted)
            assert rows == slowly(rows) == all_of(desk, wanted, most=1_000) == all_of(desk, wanted, most=1)
            assert len({(row.kind, row.number) for row in rows}) == len(rows)
        everything = all_of(desk, Wanted())
        late = [row for row in everything if row.kind == Kind.TICKET and row.is_late(NOW)]
        assert late
        running = [row for row in everything if row.kind == Kind.TICKET and row.rank == Standing.RUNNING]
        assert running[: len(late)] == late, "what is broken comes first"
        assert all(row.why == "the carrier" for row in everything if row.rank == Standing.WAITING and row.why)


def test_a_ticket_about_to_close_stands_once_in_everything(app, desk):
    with app.app_context(), read_only():
        everything, tickets = all_of(desk, Wanted()), all_of(desk, Wanted(Kind.TICKET))
        assert sorted(row.number for row in everything) == sorted(row.number for row in tickets)
        assert {row.number for row in all_of(desk, Wanted(Kind.CLOSING))} == {
            row.number for row in everything if row.kind == Kind.CLOSING
        }


CHOICES = [
    ({}, False),
    ({"severity": 2}, False),
    ({"state": State.OPEN}, False),
    ({"state": State.WAITING_FOR_CUSTOMER, "severity": 3}, False),
    ({"whose": MINE}, False),
    ({"whose": NOBODYS}, False),
    ({"text": "Number 1"}, False),
    ({}, True),
    ({"severity": 1}, True),
]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["", Kind.TICKET, Kind.CLOSING])
def test_every_count_is_the_number_of_rows_that_one_gets_by_choosing_it(app, desk, kind):
    def found(kind, filters, *, breached=False):
        return len(all_of(desk, Wanted(kind, Filters(**filters), breached=breached), most=1_000))

    with app.app_context(), read_only():
        for filters, breached in CHOICES:
            tally = tally_of(desk.actor, Wanted(kind, Filters(**filters), breached=breached), at=NOW)
            assert {one: found(one, filters, breached=breached) for one in tally.kinds} == tally.kinds, filters
            for state in (State.NEW, State.OPEN, State.WAITING_FOR_CUSTOMER, State.RESOLVED):
                assert tally.in_state(state) == found(kind, filters | {"state": state}, breached=breached), filters
            for severity in (1, 2, 3, 4):
                assert tally.of_severity(severity) == found(kind, filters | {"severity": severity}, breached=breached)
            assert tally.late == found(kind, filters, breached=True), filters
            if not breached and "whose" not in filters:
                assert tally.nobodys == found(kind, filters | {"whose": NOBODYS}), filters
        assert all_of(desk, Wanted(kind)), "the desk has some"


@pytest.mark.parametrize("mark", ["", "x", "0-1-0", "9-1-0-1", "0-1-8-1", "0-1-0-99999999999", "-1-1-0-1", "0-²-0-1"])
def test_a_mark_that_is_none_begins_at_the_beginning(mark):
    assert place_of(mark) is None
