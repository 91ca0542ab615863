"""Finding organisations, contracts and plans. What a customer may see goes through the actor (P2)."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.organisations.models import Contract, Organisation, Plan, PlanTarget
from portal.domain.organisations.rules import local_day

DAY = timedelta(days=1)  # no zone is further from UTC than that


def organisation_for(actor: Actor, organisation_id: int) -> Organisation | None:
    """The organisation, for staff and for its own people; None for everybody else and when there is none (P2)."""
    if not actor.is_staff and actor.organisation_id != organisation_id:
        return None
    return session().get(Organisation, organisation_id)


def running_contract(organisation_id: int, at: datetime) -> Contract | None:
    """The contract that covers this day in the organisation's own zone, with its plan, or None. One query."""
    rows = session().execute(
        select(Contract, Organisation.zone)
        .join(Organisation, Organisation.id == Contract.organisation_id)
        .where(
            Contract.organisation_id == organisation_id,
            Contract.start_on <= at.date() + DAY,
            Contract.end_on >= at.date() - DAY,
        )
    )
    return next((contract for contract, zone in rows if contract.term.covers(local_day(at, zone))), None)


def contracts_of(organisation_id: int) -> list[Contract]:
    """All its contracts with their plans, service ids and managers, the latest first."""
    return list(
        session().scalars(
            select(Contract)
            .where(Contract.organisation_id == organisation_id)
            .options(selectinload(Contract.service_ids), selectinload(Contract.managers))
            .order_by(Contract.start_on.desc())
        )
    )


def places(organisation_id: int, at: datetime) -> int:
    """How many named callers the running contract allows (S1, S2); 0 without one."""
    contract = running_contract(organisation_id, at)
    return contract.callers_allowed if contract else 0


def plans() -> list[Plan]:
    """All plans in their order, without their targets."""
    return list(session().scalars(select(Plan).order_by(Plan.position, Plan.id)))


def plan_with_all(plan_id: int) -> Plan | None:
    """A plan with its targets and entitlements."""
    everything = (selectinload(Plan.targets), selectinload(Plan.entitlements))
    return session().scalar(select(Plan).where(Plan.id == plan_id).options(*everything))


def plan_called(slug: str) -> Plan | None:
    """By the name that the command line uses."""
    return session().scalar(select(Plan).where(Plan.slug == slug))


def target_of(plan_id: int, severity: int) -> PlanTarget:
    """Within what time, on which clock, the first answer is owed (S7-S12). Every plan has all four."""
    found = select(PlanTarget).where(PlanTarget.plan_id == plan_id, PlanTarget.severity == severity)
    return session().scalars(found).one()
