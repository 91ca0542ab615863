"""In which order promises stand: what runs out first, then what nobody counts, then what waits (Q1, Q7)."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from portal.domain.deadlines.rules import is_breached
from portal.domain.tickets.rules import Standing

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
GREATEST = 2**31 - 1  # that a number's column holds; PostgreSQL refuses to compare with more
COMES_SOON = timedelta(days=14)  # how far ahead substitutions are shown: as long as their notice (S34)
CLOSES_SOON = timedelta(days=4)  # how far ahead closings by silence are shown: over a long weekend (S48)
FALLS_DUE_SOON = timedelta(days=1)  # how far ahead the service desk's promises are shown
NEAR = timedelta(hours=1)  # so long before and less a promise is due soon


class Kind(StrEnum):
    """What was promised. A new desk adds its own."""

    TICKET = "ticket"  # an answer, and the rest of the open tickets
    SUBSTITUTION = "substitution"  # somebody comes, somebody leaves (S34)
    CLOSING = "closing"  # silence closes a ticket (S48)
    NOTICE = "notice"  # workshop, parts or front desk acknowledges a booking (A21)
    REQUEST = "request"  # the shop says yes to a time that was asked for (BR25)
    CONFIRMATION = "confirmation"  # a customer is called before the time (A22)
    CALL_BACK = "call_back"  # a customer was promised a call (A11)
    TASK = "task"  # a department has something done by a time (V34)


KINDS = tuple(Kind)


class Promise(NamedTuple):
    """One line of the queue, of whatever kind."""

    kind: str
    number: int  # of the ticket; the id of a substitution
    rank: int  # a Standing: RUNNING counts down, OURS has nothing to count, WAITING is paused
    due_at: datetime  # of RUNNING; WAITING: when silence closes it; else since when it stands so
    since_at: datetime  # opened; notice given; asked for a word
    title: str  # of a substitution: who comes
    severity: int  # 0: has none
    state: str
    organisation: str
    plan: str  # of a task: its title in Chinese
    assignee: str | None
    why: str  # for whom it waits; of a substitution: who leaves

    @property
    def place(self) -> "Place":
        """Where it stands in the order of all."""
        return Place(self.rank, self.due_at, KINDS.index(Kind(self.kind)), self.number)

    def is_late(self, at: datetime) -> bool:
        """The promise is broken (SE34)."""
        return self.rank == Standing.RUNNING and is_breached(self.due_at, None, at)


class Place(NamedTuple):
    """A place in the order; the next page begins after one."""

    rank: int
    due_at: datetime
    kind: int
    number: int

    @property
    def mark(self) -> str:
        """As it stands in an address."""
        return f"{self.rank}-{(self.due_at - EPOCH) // MICROSECOND}-{self.kind}-{self.number}"

    def bound_for(self, kind: Kind) -> tuple[int, datetime, int]:
        """Of one kind, what comes after this place is greater than this: rank, moment, number."""
        own = KINDS.index(kind)
        number = self.number if own == self.kind else -1 if own > self.kind else GREATEST
        return self.rank, self.due_at, number


def place_of(mark: str) -> Place | None:
    """What a mark stands for; None when it is none."""
    parts = mark.split("-")
    if len(parts) != 4 or not all(part.isascii() and part.isdecimal() and len(part) < 17 for part in parts):  # noqa: PLR2004
        return None
    rank, ticks, kind, number = map(int, parts)
    due_at = EPOCH + ticks * MICROSECOND
    if rank > Standing.DONE or kind >= len(KINDS) or number >= GREATEST or due_at > LATEST:
        return None
    return Place(rank, due_at, kind, number)
