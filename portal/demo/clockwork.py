"""Stories that go on in the order of time: a generator yields the moment at which it goes on, and is sent it then."""

import heapq
from collections.abc import Callable, Generator
from contextlib import suppress
from datetime import datetime, timedelta

from portal.db import session
from portal.domain.actors import SYSTEM, Actor
from portal.domain.roster.operations import carry_out_next_substitution, remind_next_verification
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.operations import close_next_silent, record_next_breach, remind_next_silent
from portal.domain.tickets.rules import Standing

Story = Generator[datetime, datetime, None]
LONG_AGO = timedelta(days=385)  # the first day of the demo
NOTICED_AFTER = timedelta(seconds=7)  # the worker looks every few seconds


class Clockwork:
    """Keeps the stories, and does at each moment what the worker would have done."""

    UNSENT = timedelta(minutes=6)  # the last mails are left to the worker

    def __init__(self, now: datetime) -> None:
        """`now` is where the past ends: what lies after it does not happen."""
        self.now = now
        self._ahead: list[tuple[datetime, int, Story]] = []
        self._told = 0
        self._watched: set[tuple[int, datetime]] = set()

    def tell(self, story: Story) -> None:
        """Begin a story; it goes on when its time comes."""
        self._put(next(story), story)

    def run(self) -> None:
        """Let all stories go on until now."""
        while self._ahead and self._ahead[0][0] <= self.now:
            at, _, story = heapq.heappop(self._ahead)
            with suppress(StopIteration):
                self._put(max(at, story.send(at)), story)
            session().flush()

    def watch(self, ticket: Ticket) -> None:
        """Wake the worker's jobs when this ticket's promise breaks, or its silence is long enough."""
        due_at = ticket.due_at if ticket.standing == Standing.RUNNING else None
        for moment in (due_at, ticket.remind_at, ticket.silence_closes_at):
            if moment is not None and (ticket.id, moment) not in self._watched:
                self._watched.add((ticket.id, moment))
                self.tell(self._look_after(ticket, moment + NOTICED_AFTER))

    def watch_rosters(self, moment: datetime) -> None:
        """Wake the worker's jobs when a substitution takes effect or a confirmation is due."""
        self.tell(_look_after_rosters(moment + NOTICED_AFTER))

    def _put(self, at: datetime, story: Story) -> None:
        self._told += 1
        heapq.heappush(self._ahead, (at, self._told, story))

    def _look_after(self, ticket: Ticket, moment: datetime) -> Story:
        at = yield moment
        if ticket.standing == Standing.RUNNING and ticket.due_at < at:
            _all(record_next_breach, at)
        elif ticket.silence_closes_at is not None and ticket.silence_closes_at <= at:
            _all(close_next_silent, at)
        elif ticket.remind_at is not None and ticket.remind_at <= at:
            _all(remind_next_silent, at)
            session().refresh(ticket, ["remind_at"])
        self.watch(ticket)


def _look_after_rosters(moment: datetime) -> Story:
    at = yield moment
    _all(carry_out_next_substitution, at)
    _all(remind_next_verification, at)


def _all(job: Callable[..., bool], at: datetime, by: Actor = SYSTEM) -> None:
    """Everything that is due, as the worker does it."""
    with session().no_autoflush:
        while job(by=by, at=at):
            session().flush()
