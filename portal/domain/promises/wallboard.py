"""The queue as a screen on the wall shows it: the most urgent promises and how many there are (Q6).

What is not read here can't be told by a screen: no title, no message, nobody's mail address or phone, no person of a
customer. A screen has no ticket.see; this is all that its one right reaches.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import aliased

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.deadlines.rules import as_of
from portal.domain.errors import RightMissing
from portal.domain.organisations.models import Contract, Organisation, Plan
from portal.domain.people.models import DisplayLink, Person, WithheldSight
from portal.domain.promises.rules import NEAR
from portal.domain.rights import Right
from portal.domain.tickets.listing import is_open, written_out
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.rules import Standing

MOST_URGENT = 5


class UrgentPromise(NamedTuple):
    """One promise that runs, in what may be read across a room."""

    number: int
    severity: int
    due_at: datetime
    began_at: datetime
    organisation: str  # "" when its tickets are kept from somebody, who may be in the room (P2)
    assignee: str | None


class HowMany(NamedTuple):
    """Open promises by how long they have left; `waiting` wait for somebody else."""

    late: int
    soon: int  # due within the hour
    later: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Wallboard:
    """What a screen shows at one moment."""

    urgent: tuple[UrgentPromise, ...]
    counts: HowMany
    plan: str = ""  # it is about contracts on this one alone


def wallboard(screen: Actor, link: DisplayLink, at: datetime) -> Wallboard:
    """The promises that this link is about, the one that runs out first on top. Refused: RightMissing."""
    if not screen.may(Right.WALL_SEE):
        raise RightMissing
    connection = session().connection()
    urgent = connection.execute(_about(link, _urgent())).all()
    counts = connection.execute(_about(link, _counts(at))).one()
    plan = session().get(Plan, link.plan_id) if link.plan_id is not None else None
    return Wallboard(
        tuple(UrgentPromise._make(row) for row in urgent), HowMany._make(counts), plan.name if plan else ""
    )


def _about(link: DisplayLink, found: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    if link.severity_to is not None:
        found = found.where(Ticket.severity <= link.severity_to)
    if link.plan_id is not None:
        found = found.where(Contract.plan_id == link.plan_id)
    return found


def _urgent() -> Select[*tuple[object, ...]]:
    assignee = aliased(Person)
    is_kept_from_somebody = exists().where(WithheldSight.organisation_id == Ticket.organisation_id)
    return (
        select(
            Ticket.number,
            Ticket.severity,
            Ticket.due_at,
            Ticket.opened_at,
            case((is_kept_from_somebody, ""), else_=Organisation.name),
            assignee.name,
        )
        .select_from(Ticket)
        .join(Organisation, Organisation.id == Ticket.organisation_id)
        .join(Contract, Contract.id == Ticket.contract_id)
        .outerjoin(assignee, assignee.id == Ticket.assignee_id)
        .where(is_open(), _stands(Standing.RUNNING))
        .order_by(Ticket.due_at, Ticket.number)
        .limit(MOST_URGENT)
    )


def _counts(at: datetime) -> Select[*tuple[object, ...]]:
    runs, late = _stands(Standing.RUNNING), Ticket.due_at < as_of(at)
    near = Ticket.due_at <= at + NEAR
    return (
        select(
            func.count().filter(runs, late),
            func.count().filter(runs, ~late, near),
            func.count().filter(runs, ~near),
            func.count().filter(_stands(Standing.WAITING)),
        )
        .select_from(Ticket)
        .join(Contract, Contract.id == Ticket.contract_id)
        .where(is_open())
    )


def _stands(standing: Standing) -> ColumnElement[bool]:
    return Ticket.standing == written_out(standing)
