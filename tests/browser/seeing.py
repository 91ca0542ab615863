"""When a change shows in an open page: what is waited for, and the moment at which it stood there."""

import time
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from playwright.sync_api import Page

from portal.clock import now
from portal.db import transaction
from portal.domain.actors import Actor
from portal.domain.people.models import Person
from portal.domain.people.queries import actor_for, roles_of
from portal.domain.tickets.queries import ticket_for
from tests.browser.running import until
from tests.browser.world import Firm, Who
from tests.factories_tickets import Doer, make_ticket

WATCH = """() => {
  window.waited = {};
  window.seen = {};
  const look = () => {
    for (const [name, [row, text]] of Object.entries(window.waited)) {
      const there = document.getElementById(row)?.textContent.replace(/\\s+/g, " ");
      if (text === null ? there === undefined : there?.includes(text)) {
        window.seen[name] = Date.now();
        delete window.waited[name];
      }
    }
  };
  window.look = look;
  const everything = {subtree: true, childList: true, attributes: true, characterData: true};
  new MutationObserver(look).observe(document.querySelector("[data-live]"), everything);
}"""


class Watch:
    """Notes in the page itself when a row says something, so that nothing of the test counts."""

    def __init__(self, page: Page) -> None:
        """From now on."""
        self.page = page
        self.begun: dict[str, float] = {}
        page.evaluate(WATCH)

    def expects(self, name: str, row: str, text: str, change: Callable[[], object]) -> None:
        """`change` is to make the row say `text`; the time counts from its commit."""
        self.waits_for(name, row, text)
        change()
        self.begun[name] = time.time()
        self.page.evaluate("() => window.look()")

    def waits_for(self, name: str, row: str, text: str | None) -> None:
        """For what another process will do, at a moment that `counts_from` is told later. None: the row leaves."""
        self.page.evaluate("([name, row, text]) => { window.waited[name] = [row, text]; }", [name, row, text])

    def counts_from(self, name: str, at: datetime) -> None:
        """The moment from which the time counts."""
        self.begun[name] = at.timestamp()

    def delays(self, most: float = 30) -> list[float]:
        """Seconds from change to sight, the shortest first."""
        wanted = len(self.begun)
        until(lambda: self.page.evaluate("Object.keys(window.seen).length") >= wanted, "all is seen", most)
        seen: dict[str, float] = self.page.evaluate("window.seen")
        return sorted(seen[name] / 1e3 - at for name, at in self.begun.items())


def as_doer(app: Flask, who: Who) -> Doer:
    """Somebody of the small portal, for the factories and operations."""
    with app.app_context(), transaction() as session:
        person = session.get_one(Person, who.id)
        return Doer(person, actor_for(person, roles_of(person.id)))


def by_operation(
    app: Flask, by: Actor, number: int, work: Callable[..., object], *args: object, **more: object
) -> None:
    """One operation on a ticket, in a transaction of its own, as another process would."""
    with app.app_context(), transaction():
        work(ticket_for(by, number), *args, by=by, at=now(), **more)


def opened_by(app: Flask, caller: Doer, **facts: object) -> int:
    """A ticket of hers; its number."""
    with app.app_context(), transaction():
        return make_ticket(caller, now(), **facts).number


def queue_of(page: Page, firm: Firm) -> Page:
    """The queue of one customer, as of now."""
    page.goto(f"/queue?organisation={firm.id}")
    return page


def row_of(number: int) -> str:
    """The id of a ticket's row."""
    return f"ticket-{number}-row"
