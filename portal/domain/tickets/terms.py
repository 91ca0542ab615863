"""On what terms somebody opens a ticket: their place on the roster, the contract, what it promises, by which calendar.

One query, which is also the door: behind it everybody waits who opens a ticket for the same person (S30, S40, P44).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Select, bindparam, or_, select
from sqlalchemy.orm import contains_eager

from portal.db import alone_in, session
from portal.domain.actors import Actor
from portal.domain.calendars.hours import local_day
from portal.domain.calendars.models import Calendar
from portal.domain.deadlines.rules import Clock, Target
from portal.domain.organisations.models import Contract, Organisation, Plan, PlanTarget
from portal.domain.organisations.operations import require_running_contract
from portal.domain.roster.models import Caller
from portal.domain.roster.operations import require_named_caller
from portal.domain.tickets.drafts import TicketDraft
from portal.domain.tickets.models import ProductArea
from portal.domain.tickets.refusals import AreaNotOffered, DraftIncomplete

DAY = timedelta(days=1)  # no zone is further from UTC than that


@dataclass(frozen=True, slots=True)
class Terms:
    """What was found behind the door."""

    caller: Caller
    contract: Contract
    target: Target
    calendar_version: str


def terms_of(caller: Actor, draft: TicketDraft, *, at: datetime, keeps_area: bool = False) -> Terms:
    """What this person may expect of a ticket opened at that moment.

    Refuses NotANamedCaller, CallerNotYet, NoContract, ContractNotYet and ContractEnded, each with its way on; then
    AreaNotOffered, when the product area is retired or none, and DraftIncomplete, when the severity is none. With
    `keeps_area` a retired area will do: a ticket that goes on with a closed one keeps its area (S41, S46).
    """
    asked = {"person_id": caller.person_id, "severity": draft.severity, "area_id": draft.area_id}
    asked["keeps_area"] = keeps_area
    days = {"latest_start_on": at.date() + DAY, "earliest_end_on": at.date() - DAY}
    query = alone_in(_terms(), f"tickets opened by {caller.person_id}")
    found = session().execute(query, {**asked, **days, "at": at})
    for place, contract, promised, version, zone in ((*row[:5],) for row in found):
        if contract.term.covers(local_day(at, zone)):
            return Terms(place, contract, target_from_plan(promised, contract.plan), version)
    named = require_named_caller(caller, at=at)
    require_running_contract(named.organisation_id, at=at)
    area = session().get(ProductArea, draft.area_id)
    if area is None or (area.retired_at is not None and not keeps_area):
        raise AreaNotOffered
    raise DraftIncomplete


def target_from_plan(promised: PlanTarget, plan: Plan) -> Target:
    """What a plan promises for a severity, as the deadlines know it."""
    amount = None if promised.minutes is None else timedelta(minutes=promised.minutes)
    return Target(Clock(promised.clock), amount, plan.name, promised.severity)


@cache
def _terms() -> Select[*tuple[Any, ...]]:
    """Put together once."""
    at = bindparam("at", type_=Caller.from_at.type)
    return (
        select(Caller, Contract, PlanTarget, Calendar.version, Organisation.zone)
        .join(Caller.person)
        .join(Organisation, Organisation.id == Caller.organisation_id)
        .join(Contract, Contract.organisation_id == Organisation.id)
        .join(Contract.plan)
        .join(PlanTarget, PlanTarget.plan_id == Plan.id)
        .join(Calendar, Calendar.id == Plan.calendar_id)
        .join(ProductArea, ProductArea.id == bindparam("area_id"))
        .options(contains_eager(Caller.person), contains_eager(Contract.plan))
        .where(
            Caller.person_id == bindparam("person_id"),
            Caller.from_at <= at,
            or_(Caller.until_at.is_(None), Caller.until_at > at),
            Contract.start_on <= bindparam("latest_start_on"),
            Contract.end_on >= bindparam("earliest_end_on"),
            PlanTarget.severity == bindparam("severity"),
            or_(ProductArea.retired_at.is_(None), bindparam("keeps_area", type_=Boolean)),
        )
    )
