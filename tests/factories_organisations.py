"""Organisations and contracts for the tests, made by the real operations. Call inside a transaction."""

from datetime import date, datetime

from portal.domain.actors import SYSTEM
from portal.domain.organisations.drafts import ContractDraft, OrganisationDraft
from portal.domain.organisations.models import Contract, Organisation
from portal.domain.organisations.operations import found_organisation, sign_contract
from portal.domain.organisations.queries import plan_called


def make_organisation(name: str = "Northwind Clinics", *, at: datetime, **facts) -> Organisation:
    """A customer without contract."""
    draft = {"country": "US", "zone": "America/New_York", "size": 300, **facts}
    return found_organisation(OrganisationDraft(name=name, **draft), by=SYSTEM, at=at)


def contract_draft_on(plan: str, first: str, last: str, **facts) -> ContractDraft:
    """What a form would hand over."""
    draft = {"size": 300, **facts}
    return ContractDraft(plan_called(plan).id, date.fromisoformat(first), date.fromisoformat(last), **draft)


def make_contract(
    organisation: Organisation, plan: str = "advanced", *, first: str, last: str, at: datetime, **facts
) -> Contract:
    """Signed by the house."""
    return sign_contract(organisation.id, contract_draft_on(plan, first, last, **facts), by=SYSTEM, at=at)
