"""Tickets as promises: first the answers that are due, then what is our turn, then what waits and for whom (Q1)."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, case, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from portal.db import session
from portal.domain.deadlines.rules import as_of
from portal.domain.organisations.models import Contract, Organisation, Plan
from portal.domain.people.models import Person
from portal.domain.promises.rules import CLOSES_SOON, NEAR, Kind, Promise
from portal.domain.promises.tally import Cell
from portal.domain.promises.wanted import EVERYTHING, Asked
from portal.domain.tickets.listing import is_open, narrowed, wanted, written_out
from portal.domain.tickets.models import StateChange, Ticket
from portal.domain.tickets.queries import Filters, theirs
from portal.domain.tickets.rules import Standing, State

KNOWS = frozenset({"state", "severity", "whose", "text", "plan", "organisation", "assignee", "area", "breached"})
ORDER = (Ticket.standing, Ticket.due_at, Ticket.number)
CLOSING_ORDER = (Ticket.silence_closes_at, Ticket.number)


def upcoming(asked: Asked) -> list[Promise]:
    """The open tickets in the order in which their promises run out. One query."""
    choices = asked.wanted
    moments: dict[str, object] = {"most": asked.most}
    if choices.kind == EVERYTHING:  # what is about to close stands among the closings then, once
        moments["soon"] = asked.at + CLOSES_SOON
    base = _rows(without_closing=choices.kind == EVERYTHING)
    found = narrowed(base, theirs(asked.actor), *wanted(asked.actor, choices.filters))
    if choices.breached:
        found = found.where(Ticket.standing == written_out(Standing.RUNNING), Ticket.due_at < as_of(asked.at))
    if asked.after is not None:
        after = (literal(v, c.type) for v, c in zip(asked.after, ORDER, strict=True))
        found = found.where(tuple_(*ORDER) > tuple_(*after))
    rows = session().connection().execute(found, moments).all()
    kind = Kind.TICKET.value  # a plain word is found faster in what is drawn
    return [Promise._make((kind, *row)) for row in rows]


def closings(asked: Asked) -> list[Promise]:
    """The tickets that silence closes soon, the soonest first (S48). One query."""
    found = narrowed(_closing_rows(), theirs(asked.actor), *wanted(asked.actor, asked.wanted.filters))
    if asked.after is not None:
        rank, due_at, number = asked.after
        if rank > Standing.RUNNING:
            return []
        found = found.where(tuple_(*CLOSING_ORDER) > tuple_(literal(due_at, Ticket.due_at.type), literal(number)))
    moments = {"soon": asked.within(CLOSES_SOON), "most": asked.most}
    rows = session().connection().execute(found, moments).all()
    kind, running = Kind.CLOSING.value, Standing.RUNNING.value
    return [Promise._make((kind, row[0], running, *row[2:])) for row in rows]


def cells(asked: Asked) -> list[Cell]:
    """How many there are by state and severity, with every choice but state, severity and breach. One query."""
    filters = asked.wanted.filters
    others = Filters(
        whose=filters.whose,
        text=filters.text,
        plan=filters.plan,
        organisation=filters.organisation,
        assignee=filters.assignee,
        area=filters.area,
    )
    found = _counted(joined=filters.plan is not None)
    found = narrowed(found, theirs(asked.actor), *wanted(asked.actor, others))
    moments = {"at": as_of(asked.at), "near": asked.at + NEAR, "soon": asked.at + CLOSES_SOON}
    return [Cell._make(row) for row in session().connection().execute(found, moments).all()]


@cache
def _rows(*, without_closing: bool) -> Select[*tuple[Any, ...]]:
    """Put together once: building a statement costs more than running it (P44)."""
    rows = _selected().order_by(*ORDER).limit(bindparam("most"))
    closes = Ticket.silence_closes_at
    return rows.where(or_(closes.is_(None), closes > _moment("soon"))) if without_closing else rows


@cache
def _closing_rows() -> Select[*tuple[Any, ...]]:
    rows = _selected().where(Ticket.silence_closes_at <= _moment("soon"))
    return rows.order_by(*CLOSING_ORDER).limit(bindparam("most"))


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=Ticket.due_at.type)


def _selected() -> Select[*tuple[Any, ...]]:
    """In the order of Promise's fields."""
    assignee = aliased(Person)
    return (
        select(
            Ticket.number,
            Ticket.standing,
            Ticket.due_at,
            Ticket.opened_at,
            Ticket.title,
            Ticket.severity,
            Ticket.state,
            Organisation.name,
            Plan.name,
            assignee.name,
            _why(),
        )
        .select_from(Ticket)
        .join(Organisation, Organisation.id == Ticket.organisation_id)
        .join(Contract, Contract.id == Ticket.contract_id)
        .join(Plan, Plan.id == Contract.plan_id)
        .outerjoin(assignee, assignee.id == Ticket.assignee_id)
        .where(is_open())
    )


def _why() -> ColumnElement[str]:
    """Whom a ticket waits for, in the words of who let it wait; looked up for those alone."""
    reason = (
        select(StateChange.reason)
        .where(StateChange.ticket_id == Ticket.id, StateChange.after == State.WAITING_FOR_THIRD_PARTY)
        .order_by(StateChange.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return case((Ticket.state == State.WAITING_FOR_THIRD_PARTY, func.coalesce(reason, "")), else_="")


@cache
def _counted(*, joined: bool) -> Select[*tuple[Any, ...]]:
    running = Ticket.standing == written_out(Standing.RUNNING)
    return (
        select(
            Ticket.state,
            Ticket.severity,
            Ticket.standing,
            func.count(),
            func.count().filter(running, Ticket.due_at < _moment("at")),
            func.count().filter(running, Ticket.due_at <= _moment("near")),
            func.count().filter(Ticket.assignee_id.is_(None)),
            func.count().filter(Ticket.silence_closes_at <= _moment("soon")),
            func.count().filter(Ticket.silence_closes_at <= _moment("soon"), Ticket.assignee_id.is_(None)),
            _first_closing(),
        )
        .select_from(_source(joined=joined))
        .where(is_open())
        .group_by(Ticket.state, Ticket.severity, Ticket.standing)
    )


def _first_closing() -> ColumnElement[datetime | None]:
    """Of all tickets, whoever sees them: read off the end of an index. None that is counted closes earlier."""
    of_all = aliased(Ticket)
    return select(func.min(of_all.silence_closes_at)).where(of_all.silence_closes_at.is_not(None)).scalar_subquery()


def _source(*, joined: bool) -> Any:
    """The tickets; with their contracts where a plan is asked for."""
    return Ticket.__table__.join(Contract.__table__, Contract.id == Ticket.contract_id) if joined else Ticket.__table__
