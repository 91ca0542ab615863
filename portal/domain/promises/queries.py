"""Everything that the business has promised, in the order in which it falls due (Q1, Q7).

A desk is one line of DESKS: the kind of its promises, the query that finds them, the query that counts them, and the
choices that it knows. A new desk adds its kind to rules.Kind, its line here, and its words in
blueprints/queue/kinds.py; rows, tabs, counts and choices follow from these.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from itertools import islice

from sqlalchemy import select

from portal.db import connection
from portal.domain.actors import Actor
from portal.domain.promises import service, substitutions, tasks, tickets
from portal.domain.promises.rules import Kind, Promise, place_of
from portal.domain.promises.tally import Tally
from portal.domain.promises.wanted import EVERYTHING, SERVICE, Asked, Counted, Wanted
from portal.domain.rights import Right
from portal.domain.tickets.rules import Standing

__all__ = ["DESKS", "PAGE", "Listing", "Tally", "Wanted", "known_by", "promises_of", "tally_of"]
PAGE = 50


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk's promises."""

    kind: str  # of its tab: a Kind, or SERVICE
    upcoming: Callable[[Asked], list[Promise]]  # in order, at most so many
    counted: Callable[[Asked], Counted] | None  # None: what is a ticket, the tally has counted anyway
    knows: frozenset[str]  # the choices that mean something to it
    right: Right  # who sees its promises
    kinds: tuple[Kind, ...]


DESKS = (
    Desk(
        Kind.TICKET,
        tickets.upcoming,
        None,
        tickets.KNOWS,
        Right.TICKET_SEE,
        (Kind.TICKET,),
    ),
    Desk(
        Kind.SUBSTITUTION,
        substitutions.upcoming,
        substitutions.counted,
        substitutions.KNOWS,
        Right.ROSTER_SEE,
        (Kind.SUBSTITUTION,),
    ),
    Desk(
        Kind.CLOSING,
        tickets.closings,
        None,
        tickets.KNOWS - {"breached"},
        Right.TICKET_SEE,
        (Kind.CLOSING,),
    ),
    Desk(
        SERVICE,
        service.upcoming,
        service.counted,
        service.KNOWS,
        Right.BOOKING_WORK,
        service.KINDS,
    ),
    Desk(
        Kind.TASK,
        tasks.upcoming,
        tasks.counted,
        tasks.KNOWS,
        Right.TASK_WORK,
        (Kind.TASK,),
    ),
)


def known_by(wanted: Wanted, there: Collection[str]) -> frozenset[str]:
    """The choices that mean something where this is wanted: to the desk of that kind, or to any that is there."""
    return frozenset().union(*(desk.knows for desk in DESKS if wanted.includes(desk.kind) and desk.kind in there))


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of promises, and the mark after which the next one begins; "" on the last."""

    rows: list[Promise]
    further: str


def promises_of(
    actor: Actor, wanted: Wanted, *, at: datetime, after: str = "", most: int = PAGE, tally: Tally | None = None
) -> Listing:
    """What this person may see of what is wanted, in the order in which it falls due. One query for each kind.

    Each desk is asked only for what falls due before the end of the page that those before it have filled, and not at
    all when it is known from the tally that there is nothing (Q9).
    """
    begin, rows = place_of(after), list[Promise]()
    for desk in DESKS:
        if wanted.includes(desk.kind) and wanted.said <= desk.knows and actor.may(desk.right):
            bound, until = begin.bound_for(desk.kinds[0]) if begin else None, _until(rows, most)
            if tally is not None and not tally.has(desk.kind, until):
                continue
            found = desk.upcoming(Asked(actor, wanted, at, bound, most + 1, until, begin))
            both = merge(rows, found, key=lambda promise: promise.place) if rows and found else rows or found
            rows = list(islice(both, most + 1))
    return Listing(rows[:most], rows[most - 1].place.mark if len(rows) > most else "")


def _until(rows: list[Promise], most: int) -> datetime | None:
    """When the last of a full page falls due; None: it isn't full, or what runs doesn't fill it."""
    return rows[most].due_at if len(rows) > most and rows[most].rank == Standing.RUNNING else None


def tally_of(actor: Actor, wanted: Wanted, *, at: datetime) -> Tally:
    """How many there are, by what can be chosen. One query for tickets and closings, one for all other kinds.

    A ticket that is about to close stands among the closings and is no second promise: all of them together are the
    tickets and the rest.
    """
    asked = Asked(actor, wanted, at, None, 0)
    tally = Tally(wanted, tuple(tickets.cells(asked)) if actor.may(Right.TICKET_SEE) else ())
    there = [desk for desk in DESKS if wanted.said <= desk.knows and actor.may(desk.right)]
    numbers = {Kind.TICKET: tally.tickets, Kind.CLOSING: tally.closings, **_counted(asked, there)}
    counted = {desk.kind: numbers[desk.kind] for desk in there}
    everything = sum(count for kind, count in counted.items() if kind != Kind.CLOSING)
    return replace(tally, counted=((EVERYTHING, everything), *counted.items()))


def _counted(asked: Asked, desks: Collection[Desk]) -> dict[str, int]:
    """By kind, what isn't a ticket. One query for all of them."""
    counts = {desk.kind: desk.counted(asked) for desk in desks if desk.counted is not None}
    if not counts:
        return {}
    values = {name: value for count in counts.values() for name, value in count.values.items()}
    together = select(*(count.statement.scalar_subquery() for count in counts.values()))
    return dict(zip(counts, connection().execute(together, values).one(), strict=True))
