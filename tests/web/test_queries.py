"""No page asks the database more often because there is more to show, and none asks more than ten times (P44)."""

from datetime import timedelta
from itertools import count

import pytest

from portal.clock import now
from portal.db import transaction
from portal.domain.rights import Role
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.operations import add_note, open_ticket, reply
from portal.domain.tickets.queries import ticket_for
from tests.client import MOST_QUERIES
from tests.factories_tickets import draft_of_ticket, make_agent, make_customer, make_place, make_ticket

FEW, MANY = 10, 100
LONG_TALK = 20
PLACES = 12  # that the plan of Mei's organisation has: more callers there can't be


class World:
    """Mei's organisation with one long conversation, and others; everything in it can become more."""

    def __init__(self) -> None:
        self.mei = make_customer()
        self.sam, self.dana = make_agent(), make_agent("Dana Lead", Role.ADMINISTRATOR)
        self.talk = make_ticket(self.mei.mei, now()).number
        self.names, self.places = count(1), count(2)

    def grow(self, organisations: int, callers: int) -> None:
        """Each with a person, a place on a roster, a ticket, mails and lines in the audit log."""
        at = now()
        for number in range(organisations):
            customer = make_customer(f"Customer {next(self.names)}")
            open_ticket(draft_of_ticket(), by=customer.mei.actor, at=at)
            ticket = open_ticket(draft_of_ticket(), by=self.mei.mei.actor, at=at)
            reply(ticket, ReplyDraft(body="Here."), by=self.sam.actor, at=at)
            if number < LONG_TALK:
                self._say(f"It goes on ({number}).", at + timedelta(seconds=number))
        for _ in range(callers):
            make_place(self.mei.colleague("Carl Ott", Role.NAMED_CALLER), self.mei.organisation.id, next(self.places))

    def _say(self, words, at):
        talk = ticket_for(self.sam.actor, self.talk)
        reply(talk, ReplyDraft(body=words, seen_message_id=2**31), by=self.sam.actor, at=at)
        add_note(talk, ReplyDraft(body=words), by=self.dana.actor, at=at)
        reply(talk, ReplyDraft(body=words), by=self.mei.mei.actor, at=at)


def paths(world):
    """Who reads what."""
    staff = ["/tickets", "/tickets?state=all", f"/tickets/{world.talk}"]
    staff += ["/tickets/calls/new?q=customer", "/organisations"]
    own = f"/organisations/{world.mei.organisation.id}"
    theirs = ["/tickets", f"/tickets/{world.talk}", "/tickets/new", "/roster", "/roster/history", "/organisation"]
    house = ["/people", "/people?side=customers", "/audit", "/mails", own, f"{own}/roster"]
    return {world.sam: staff, world.mei.mei: theirs, world.dana: house}


@pytest.mark.slow
def test_a_hundred_rows_cost_no_more_queries_than_ten(app, signed_in):
    with app.app_context(), transaction():
        world = World()
        world.grow(FEW, callers=3)
    browsers = {doer: signed_in(doer.person) for doer in paths(world)}

    def queries_of(doer, path):
        app.extensions["lately"].clear()  # as if nobody had just asked the same
        return browsers[doer].get(path).queries

    def asked():
        return {
            (doer.person.name, path): queries_of(doer, path) for doer, pages in paths(world).items() for path in pages
        }

    asked()  # what is read once a process
    few = asked()
    with app.app_context(), transaction():
        world.grow(MANY - FEW, callers=PLACES - 4)
    many = asked()
    assert {page: len(queries) for page, queries in many.items()} == {
        page: len(queries) for page, queries in few.items()
    }
    assert max(len(queries) for queries in many.values()) <= MOST_QUERIES
