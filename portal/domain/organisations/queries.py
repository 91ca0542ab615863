"""Finding organisations, contracts and plans. What a customer may see goes through the actor (P2)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.calendars.hours import local_day
from portal.domain.organisations.drafts import ContractDraft, PlanDraft, TargetDraft
from portal.domain.organisations.models import Contract, ContractManager, Organisation, Plan, PlanTarget
from portal.domain.organisations.rules import Clock
from portal.domain.people.models import Person, PersonRole
from portal.domain.rights import Role

PLAN_FACTS = (  # columns that a PlanDraft has under the same name
    "slug",
    "name",
    "calendar_id",
    "position",
    "callers_included",
    "callers_per_option",
    "caller_countries",
    "device_countries",
    "tickets_per_year",
    "largest_size",
    "longest_days",
    "work_minutes",
    "session_minutes",
)
DAY = timedelta(days=1)  # no zone is further from UTC than that


def organisation_for(actor: Actor, organisation_id: int) -> Organisation | None:
    """The organisation, for staff and for its own people; None for everybody else and when there is none (P2)."""
    if not actor.is_staff and actor.organisation_id != organisation_id:
        return None
    return session().get(Organisation, organisation_id)


def names(actor: Actor) -> list[tuple[int, str]]:
    """Id and name of all organisations by name, for staff; for a customer, of the own one."""
    found = select(Organisation.id, Organisation.name).order_by(Organisation.name, Organisation.id)
    if not actor.is_staff:
        found = found.where(Organisation.id == actor.organisation_id)
    return [(i, name) for i, name in session().execute(found)]


def names_of(organisation_ids: Collection[int]) -> dict[int, str]:
    """The names of these organisations, by id."""
    if not organisation_ids:
        return {}
    found = select(Organisation.id, Organisation.name).where(Organisation.id.in_(organisation_ids))
    return {row.id: row.name for row in session().execute(found)}


def contract_for(actor: Actor, organisation_id: int, contract_id: int) -> Contract | None:
    """One contract of an organisation this actor may see, with service ids and managers (P2)."""
    contract = contract_with_all(contract_id) if organisation_for(actor, organisation_id) else None
    return contract if contract is not None and contract.organisation_id == organisation_id else None


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


def last_contract(organisation_id: int) -> Contract | None:
    """The one that ends last, with all that belongs to it: what a renewal follows (S60)."""
    everything = (selectinload(Contract.service_ids), selectinload(Contract.managers))
    found = select(Contract).where(Contract.organisation_id == organisation_id).options(*everything)
    return session().scalar(found.order_by(Contract.end_on.desc()).limit(1))


def contract_with_all(contract_id: int) -> Contract | None:
    """A contract with its plan, service ids and managers."""
    everything = (selectinload(Contract.service_ids), selectinload(Contract.managers))
    return session().scalar(select(Contract).where(Contract.id == contract_id).options(*everything))


def account_managers() -> list[Person]:
    """Everybody who can look after a contract (S17)."""
    return list(
        session().scalars(
            select(Person)
            .join(PersonRole, PersonRole.person_id == Person.id)
            .where(
                PersonRole.role == Role.ACCOUNT_MANAGER,
                Person.deactivated_at.is_(None),
                Person.organisation_id.is_(None),
            )
            .order_by(Person.name, Person.id)
        )
    )


def managers_of(contract_id: int) -> list[str]:
    """The names of those who look after a contract (S17)."""
    found = select(Person.name).join(ContractManager, ContractManager.person_id == Person.id)
    return list(session().scalars(found.where(ContractManager.contract_id == contract_id).order_by(Person.name)))


def places(organisation_id: int, at: datetime) -> int:
    """How many named callers the running contract allows (S1, S2); 0 without one."""
    contract = running_contract(organisation_id, at)
    return contract.callers_allowed if contract else 0


def plans() -> list[Plan]:
    """All plans in their order, without their targets."""
    return list(session().scalars(select(Plan).order_by(Plan.position, Plan.id)))


def contracts_on(at: datetime) -> dict[int, int]:
    """How many contracts run on each plan, by the plan's id; by the date in UTC, since it is only shown."""
    today = at.date()
    counted = select(Contract.plan_id, func.count().label("contracts")).where(
        Contract.start_on <= today, Contract.end_on >= today
    )
    return {row.plan_id: row.contracts for row in session().execute(counted.group_by(Contract.plan_id))}


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


def contract_draft(contract: Contract) -> ContractDraft:
    """A stored contract as values, with its service ids and managers loaded."""
    return ContractDraft(
        plan_id=contract.plan_id,
        start_on=contract.start_on,
        end_on=contract.end_on,
        size=contract.size,
        options_bought=contract.options_bought,
        managers_bought=contract.managers_bought,
        service_ids=tuple(row.service_id for row in contract.service_ids),
        manager_ids=tuple(sorted(row.person_id for row in contract.managers)),
    )


def plan_draft(plan: Plan) -> PlanDraft:
    """A stored plan as values, with its targets and entitlements loaded."""
    targets = tuple(TargetDraft(Clock(target.clock), target.minutes) for target in plan.targets)
    return PlanDraft(**{name: getattr(plan, name) for name in PLAN_FACTS}, targets=targets, includes=plan.includes)
