"""The list of tickets, earliest promise first: one query of plain rows, fifty at a time (P44).

Open tickets are read along the index (standing, due_at, number); old ones cost it nothing. A page begins after the last
row of the one before, so that what changes meanwhile neither repeats nor hides a row.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, literal_column, select, tuple_
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import True_

from portal.db import connection
from portal.domain.actors import Actor
from portal.domain.deadlines.rules import as_of
from portal.domain.organisations.models import Contract, Organisation, Plan
from portal.domain.people.models import Person
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.rules import Standing, State
from portal.domain.tickets.scope import theirs

PAGE = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
ALL_OPEN, ALL = "", "all"  # beside the states themselves
MINE, NOBODYS = "mine", "nobodys"
ORDER = (Ticket.standing, Ticket.due_at, Ticket.number)


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the list is wanted. Anything unknown is as if it weren't said."""

    state: str = ALL_OPEN  # ALL_OPEN, ALL, or a State
    severity: int | None = None
    whose: str = ""  # MINE, NOBODYS, or everybody's
    text: str = ""  # in the title, or the number
    plan: int | None = None  # these four by their numbers in the database
    organisation: int | None = None
    assignee: int | None = None
    area: int | None = None

    @property
    def is_by_deadline(self) -> bool:
        """Open ones come by deadline; with closed ones among them the newest come first."""
        return self.state not in (ALL, State.CLOSED)


class Row(NamedTuple):
    """One ticket as the list shows it."""

    number: int
    title: str
    severity: int
    state: str
    standing: int
    due_at: datetime
    opened_at: datetime
    organisation: str
    plan: str
    assignee: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of rows, and where the next one begins; "" on the last."""

    rows: list[Row]
    further: str


class Counts(NamedTuple):
    """How many open tickets there are, by what they wait for."""

    late: int
    running: int  # late ones included
    ours: int
    waiting: int


def tickets_of(actor: Actor, filters: Filters, after: str = "") -> Listing:
    """The tickets that this person may see, by deadline or newest first. One query."""
    found = narrowed(_rows(by_deadline=filters.is_by_deadline), theirs(actor), *wanted(actor, filters))
    begin = _place(after)
    if begin is not None and filters.is_by_deadline:
        found = found.where(tuple_(*ORDER) > tuple_(*(literal(v, c.type) for v, c in zip(begin, ORDER, strict=True))))
    elif begin is not None:
        found = found.where(Ticket.number < begin[2])
    rows = [Row._make(row) for row in connection().execute(found).all()]
    return Listing(rows[:PAGE], _mark(rows[PAGE - 1]) if len(rows) > PAGE else "")


def counts(actor: Actor, at: datetime) -> Counts:
    """How many open tickets stand how, in one look at the index."""
    found = narrowed(_counts(), theirs(actor))
    return Counts._make(connection().execute(found, {"at": as_of(at)}).one())


def narrowed(found: Select[Any], *conditions: ColumnElement[bool]) -> Select[Any]:
    """With the conditions that say something; without any it stays the same statement, known as compiled (P44)."""
    telling = [condition for condition in conditions if not isinstance(condition, True_)]
    return found.where(*telling) if telling else found


@cache
def _rows(*, by_deadline: bool) -> Select[*tuple[Any, ...]]:
    """Put together once: building the statement costs more than running it."""
    assignee = aliased(Person)
    rows = (
        select(
            Ticket.number,
            Ticket.title,
            Ticket.severity,
            Ticket.state,
            Ticket.standing,
            Ticket.due_at,
            Ticket.opened_at,
            Organisation.name,
            Plan.name,
            assignee.name,
        )
        .select_from(Ticket)
        .join(Organisation, Organisation.id == Ticket.organisation_id)
        .join(Contract, Contract.id == Ticket.contract_id)
        .join(Plan, Plan.id == Contract.plan_id)
        .outerjoin(assignee, assignee.id == Ticket.assignee_id)
        .limit(literal_column(str(PAGE + 1)))
    )
    return rows.where(is_open()).order_by(*ORDER) if by_deadline else rows.order_by(Ticket.number.desc())


@cache
def _counts() -> Select[*tuple[Any, ...]]:
    running = Ticket.standing == written_out(Standing.RUNNING)
    return select(
        func.count().filter(running, Ticket.due_at < bindparam("at", type_=Ticket.due_at.type)),
        func.count().filter(running),
        func.count().filter(Ticket.standing == written_out(Standing.OURS)),
        func.count().filter(Ticket.standing == written_out(Standing.WAITING)),
    ).where(is_open())


def is_open() -> ColumnElement[bool]:
    """Not closed, in the words by which the partial indexes are found."""
    return Ticket.standing < written_out(Standing.DONE)


def written_out(standing: Standing) -> ColumnElement[int]:
    """Not bound: the partial indexes are found by these very words."""
    return literal_column(str(int(standing)))


def wanted(actor: Actor, filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions that these choices come to; joined are Contract and Person as in the list's rows."""
    conditions: list[ColumnElement[bool]] = []
    if filters.state in list(State):
        conditions.append(Ticket.state == filters.state)
    if filters.whose == MINE:
        conditions.append(Ticket.assignee_id == actor.person_id)
    elif filters.whose == NOBODYS:
        conditions.append(Ticket.assignee_id.is_(None))
    numbers = (
        (Ticket.severity, filters.severity),
        (Contract.plan_id, filters.plan),
        (Ticket.organisation_id, filters.organisation),
        (Ticket.assignee_id, filters.assignee),
        (Ticket.area_id, filters.area),
    )
    conditions += [column == number for column, number in numbers if number is not None]
    if filters.text:
        conditions.append(says(filters.text))
    return conditions


def says(text: str) -> ColumnElement[bool]:
    """The title holds the text, or it is the ticket's number."""
    in_title = Ticket.title.icontains(text, autoescape=True)
    digits = text.removeprefix("#")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) < 10  # noqa: PLR2004 - fits an integer column
    return (Ticket.number == int(digits)) | in_title if is_number else in_title


def _mark(row: Row) -> str:
    return f"{row.standing}-{(row.due_at - EPOCH) // MICROSECOND}-{row.number}"


def _place(mark: str) -> tuple[int, datetime, int] | None:
    parts = mark.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) < 17 for part in parts):  # noqa: PLR2004
        return None
    standing, ticks, number = map(int, parts)
    if standing > Standing.DONE or number >= 2**31 or ticks > 7_258_118_400_000_000:  # noqa: PLR2004 - the year 2200
        return None
    return standing, EPOCH + ticks * MICROSECOND, number
