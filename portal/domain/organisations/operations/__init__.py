"""Every verb about organisations, plans and contracts; each is written beside the noun it is about."""

from portal.domain.organisations.operations.contracts import (
    buy_option,
    change_contract,
    renew_contract,
    require_running_contract,
    sign_contract,
)
from portal.domain.organisations.operations.organisations import change_organisation, found_organisation
from portal.domain.organisations.operations.plans import change_plan, make_plan
from portal.domain.organisations.refusals import ContractEnded, ContractNotYet, NoContract

__all__ = [
    "ContractEnded",
    "ContractNotYet",
    "NoContract",
    "buy_option",
    "change_contract",
    "change_organisation",
    "change_plan",
    "found_organisation",
    "make_plan",
    "renew_contract",
    "require_running_contract",
    "sign_contract",
]
