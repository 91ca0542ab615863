"""What signing, renewing and changing a contract share."""

from datetime import datetime
from typing import Any

from portal.blueprints.organisations.forms import ContractForm
from portal.domain.actors import Actor
from portal.domain.organisations.models import Contract
from portal.domain.organisations.queries import account_managers, contract_draft, plans
from portal.domain.roster.changes import begin_change
from portal.domain.roster.queries import callers


def offered(form: ContractForm) -> ContractForm:
    """The form with what can be chosen in it."""
    return form.offer(plans(), account_managers())


def typed(contract: Contract) -> dict[str, Any]:
    """A stored contract as the form's fields hold it."""
    draft = contract_draft(contract)
    names = ("plan_id", "start_on", "end_on", "size", "options_bought", "managers_bought")
    fields: dict[str, Any] = {name: getattr(draft, name) for name in names}
    return {**fields, "service_ids": "\n".join(draft.service_ids), "manager_ids": list(draft.manager_ids)}


def named_callers(organisation_id: int, *, by: Actor, at: datetime) -> int:
    """How many stand on the roster, which nobody else can change until the contract is signed (S39)."""
    begin_change(organisation_id, None, by=by, at=at)
    return len(callers(organisation_id, at))
