"""Contracts: signed, renewed without a gap, changed, extended; and the door of every new ticket (S2, S60, S64, S65).

How many callers stand on the roster is given as `named_callers`: the roster builds on organisations, not the other way.
"""

from datetime import datetime

from sqlalchemy import func, select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.calendars.hours import local_day
from portal.domain.errors import ChangedMeanwhile, Refused
from portal.domain.house.queries import house
from portal.domain.organisations.drafts import ContractDraft
from portal.domain.organisations.models import Contract, ContractManager, ContractServiceId, Organisation, Plan
from portal.domain.organisations.queries import (
    account_managers,
    contract_draft,
    contract_with_all,
    plan_with_all,
    running_contract,
)
from portal.domain.organisations.refusals import (
    ContractEnded,
    ContractNotRunning,
    ContractNotYet,
    ContractOverlaps,
    EndsBeforeItStarts,
    NoAccountManagers,
    NoContract,
    NoOptions,
    NotAnAccountManager,
    NothingToRenew,
    SizeTooLarge,
    TermTooLong,
    TooManyCallers,
    TooManyManagers,
)
from portal.domain.organisations.rules import (
    Entitlement,
    Term,
    managers_allowed,
    named_callers_allowed,
    renewal_start,
    size_fits,
    term_fits,
)
from portal.domain.rights import Right, needs


def require_running_contract(organisation_id: int, *, at: datetime) -> Contract:
    """The contract that runs at this moment. Raises ContractEnded (S65), ContractNotYet, or NoContract (S64)."""
    contract = running_contract(organisation_id, at)
    if contract is None:
        raise _why_none(organisation_id, at)
    return contract


def _why_none(organisation_id: int, at: datetime) -> Refused:
    organisation = session().get_one(Organisation, organisation_id)
    today, settings = local_day(at, organisation.zone), house()
    rows = session().execute(
        select(Contract.start_on, Contract.end_on)
        .where(Contract.organisation_id == organisation_id)
        .order_by(Contract.start_on)
    )
    terms = [Term(start_on, end_on) for start_on, end_on in rows]
    coming = next((term for term in terms if term.start_on > today), None)
    if coming is not None:
        told = {"start_on": coming.start_on, "support_email": settings.support_email}
        return ContractNotYet(organisation=organisation.name, **told)
    if terms:
        return ContractEnded(
            organisation=organisation.name, end_on=terms[-1].end_on, support_email=settings.support_email
        )
    return NoContract(
        organisation=organisation.name,
        consumer_support=settings.consumer_support,
        support_email=settings.support_email,
    )


@needs(Right.CONTRACT_CHANGE)
def sign_contract(
    organisation_id: int, draft: ContractDraft, *, named_callers: int = 0, by: Actor, at: datetime
) -> Contract:
    """A contract from its first to its last day. Refuses what the plan doesn't allow and what overlaps (S23, S60)."""
    organisation = session().get_one(Organisation, organisation_id)
    _require_sense(organisation, draft, None, named_callers, at)
    contract = Contract(organisation_id=organisation_id, created_at=at)
    _fill(contract, draft, at)
    session().add(contract)
    session().flush()  # the exclusion constraint decides a race (S60)
    record(by, "contract.signed", contract, at=at, **_told(draft))
    return contract


@needs(Right.CONTRACT_CHANGE)
def renew_contract(
    organisation_id: int, draft: ContractDraft, *, named_callers: int = 0, by: Actor, at: datetime
) -> Contract:
    """The next contract, beginning on the day after the last one's end (S60).

    Refuses as signing does, and when the draft begins on another day: then somebody else has renewed it meanwhile.
    """
    last_end = session().scalar(select(func.max(Contract.end_on)).where(Contract.organisation_id == organisation_id))
    start_on = renewal_start([last_end] if last_end else [])
    if start_on is None:
        raise NothingToRenew
    if draft.start_on != start_on:
        raise ChangedMeanwhile
    return sign_contract(organisation_id, draft, named_callers=named_callers, by=by, at=at)


@needs(Right.CONTRACT_CHANGE)
def change_contract(
    contract_id: int, draft: ContractDraft, version: int, *, named_callers: int = 0, by: Actor, at: datetime
) -> Contract:
    """Everything of a contract anew. Refuses as signing does, and when `version` is no longer the contract's."""
    claimed = session().scalar(
        update(Contract)
        .where(Contract.id == contract_id, Contract.version == version)
        .values(version=version + 1, changed_at=at)
        .returning(Contract.id)
        .execution_options(synchronize_session=False)
    )
    if claimed is None:
        raise ChangedMeanwhile
    session().expire_all()
    contract = contract_with_all(contract_id)
    assert contract is not None
    organisation = session().get_one(Organisation, contract.organisation_id)
    _require_sense(organisation, draft, contract_id, named_callers, at)
    before = _told(contract_draft(contract))
    contract.service_ids.clear()
    contract.managers.clear()
    session().flush()  # the old ones go before the new ones come: they are unique
    _fill(contract, draft, at)
    session().flush()
    after = _told(draft)
    record(
        by,
        "contract.changed",
        contract,
        at=at,
        changes={name: [before[name], after[name]] for name in after if before[name] != after[name]},
    )
    return contract


@needs(Right.CONTRACT_CHANGE)
def buy_option(contract_id: int, *, by: Actor, at: datetime) -> Contract:
    """One more option for named callers, at any time while the contract runs (S2). Counted by the database."""
    contract = session().get_one(Contract, contract_id)
    organisation = session().get_one(Organisation, contract.organisation_id)
    if not contract.term.covers(local_day(at, organisation.zone)):
        raise ContractNotRunning
    if not contract.plan.has_options:
        raise NoOptions(plan=contract.plan.name)
    session().execute(
        update(Contract)
        .where(Contract.id == contract_id)
        .values(options_bought=Contract.options_bought + 1, version=Contract.version + 1, changed_at=at)
        .execution_options(synchronize_session=False)
    )
    session().refresh(contract)
    record(by, "contract.option_bought", contract, at=at, options=contract.options_bought)
    return contract


def _require_sense(
    organisation: Organisation, draft: ContractDraft, own_id: int | None, named_callers: int, at: datetime
) -> None:
    plan = plan_with_all(draft.plan_id)
    if plan is None:
        raise ChangedMeanwhile
    if draft.end_on < draft.start_on:
        raise EndsBeforeItStarts(start_on=draft.start_on, end_on=draft.end_on)
    if not size_fits(plan.largest_size, draft.size):
        raise SizeTooLarge(plan=plan.name, largest=plan.largest_size, size=draft.size)
    if not term_fits(plan.longest_days, Term(draft.start_on, draft.end_on)):
        raise TermTooLong(plan=plan.name, days=plan.longest_days)
    if draft.options_bought and not plan.has_options:
        raise NoOptions(plan=plan.name)
    _require_managers(plan, draft)
    allowed = named_callers_allowed(plan.callers_included, plan.callers_per_option, draft.options_bought)
    if named_callers > allowed and draft.end_on >= local_day(at, organisation.zone):
        raise TooManyCallers(callers=named_callers, allowed=allowed)
    _require_free_days(organisation.id, draft, own_id)


def _require_managers(plan: Plan, draft: ContractDraft) -> None:
    included = Entitlement.ACCOUNT_MANAGER in plan.includes
    allowed = managers_allowed(draft.managers_bought, included=included)
    if (draft.manager_ids or draft.managers_bought) and not included:
        raise NoAccountManagers(plan=plan.name)
    if len(draft.manager_ids) > allowed:
        raise TooManyManagers(allowed=allowed)
    if set(draft.manager_ids) - {person.id for person in account_managers()}:
        raise NotAnAccountManager


def _require_free_days(organisation_id: int, draft: ContractDraft, own_id: int | None) -> None:
    other = session().execute(
        select(Contract.start_on, Contract.end_on).where(
            Contract.organisation_id == organisation_id,
            Contract.id != (own_id or 0),
            Contract.start_on <= draft.end_on,
            Contract.end_on >= draft.start_on,
        )
    )
    if (there := other.first()) is not None:
        raise ContractOverlaps(start_on=there.start_on, end_on=there.end_on)


def _fill(contract: Contract, draft: ContractDraft, at: datetime) -> None:
    contract.plan = session().get_one(Plan, draft.plan_id)
    contract.start_on, contract.end_on, contract.size = draft.start_on, draft.end_on, draft.size
    contract.options_bought, contract.managers_bought = draft.options_bought, draft.managers_bought
    contract.service_ids = [ContractServiceId(service_id=one) for one in dict.fromkeys(draft.service_ids)]
    contract.managers = [ContractManager(person_id=one) for one in dict.fromkeys(draft.manager_ids)]
    contract.changed_at = at


def _told(draft: ContractDraft) -> dict[str, object]:
    """For the audit log: JSON values."""
    return {
        "plan_id": draft.plan_id,
        "start_on": draft.start_on.isoformat(),
        "end_on": draft.end_on.isoformat(),
        "size": draft.size,
        "options_bought": draft.options_bought,
        "managers_bought": draft.managers_bought,
        "service_ids": sorted(draft.service_ids),
        "manager_ids": sorted(draft.manager_ids),
    }
