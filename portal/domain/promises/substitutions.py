"""Substitutions about to take effect: somebody comes, somebody leaves, on a day that was promised (S34)."""

from functools import cache
from typing import Any

from sqlalchemy import Select, String, bindparam, cast, false, func, literal, null, or_, select, tuple_
from sqlalchemy.orm import aliased

from portal.db import session
from portal.domain.organisations.models import Organisation
from portal.domain.people.models import Person
from portal.domain.promises.rules import COMES_SOON, Kind, Promise
from portal.domain.promises.wanted import Asked, Counted
from portal.domain.rights import Right
from portal.domain.roster.models import Caller, Substitution
from portal.domain.tickets.rules import Standing

KNOWS = frozenset({"organisation", "text"})
COMER, LEAVER = aliased(Person), aliased(Person)
ORDER = (Substitution.effective_at, Substitution.id)


def upcoming(asked: Asked) -> list[Promise]:
    """Those that take effect soon, the soonest first. One query."""
    found = _narrowed(_rows(), asked)
    if asked.after is not None:
        rank, due_at, number = asked.after
        if rank > Standing.RUNNING:
            return []
        found = found.where(tuple_(*ORDER) > tuple_(literal(due_at, Substitution.effective_at.type), literal(number)))
    rows = session().connection().execute(found, {"comes_by": asked.within(COMES_SOON), "most": asked.most}).all()
    return [Promise(Kind.SUBSTITUTION, *row) for row in rows]


def counted(asked: Asked) -> Counted:
    """How many take effect soon."""
    return Counted(_narrowed(_counted(), asked), {"comes_by": asked.at + COMES_SOON})


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    """In the order of Promise's fields. Put together once: building a statement costs more than running it (P44)."""
    rows = select(
        Substitution.id,
        literal(int(Standing.RUNNING)),
        Substitution.effective_at,
        Substitution.notice_at,
        COMER.name,
        literal(0),
        literal(""),
        Organisation.name,
        literal(""),
        cast(null(), String),
        LEAVER.name,
    )
    return _found(rows).order_by(*ORDER).limit(bindparam("most"))


@cache
def _counted() -> Select[*tuple[Any, ...]]:
    return _found(select(func.count()))


def _found(selected: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        selected.select_from(Substitution)
        .join(Organisation, Organisation.id == Substitution.organisation_id)
        .join(COMER, COMER.id == Substitution.comer_person_id)
        .join(Caller, Caller.id == Substitution.leaver_id)
        .join(LEAVER, LEAVER.id == Caller.person_id)
        .where(Substitution.withdrawn_at.is_(None), Substitution.done_at.is_(None))
        .where(Substitution.effective_at <= bindparam("comes_by", type_=Substitution.effective_at.type))
    )


def _narrowed(found: Select[*tuple[Any, ...]], asked: Asked) -> Select[*tuple[Any, ...]]:
    """Staff see every roster but what is kept from them, a customer the own, nobody else any."""
    actor, filters = asked.actor, asked.wanted.filters
    if not actor.may(Right.ROSTER_SEE):
        found = found.where(false())
    elif not actor.is_staff:
        found = found.where(Substitution.organisation_id == actor.organisation_id)
    elif actor.withheld:
        found = found.where(Substitution.organisation_id.not_in(sorted(actor.withheld)))
    if filters.organisation is not None:
        found = found.where(Substitution.organisation_id == filters.organisation)
    if filters.text:
        found = found.where(or_(*(who.name.icontains(filters.text, autoescape=True) for who in (COMER, LEAVER))))
    return found
