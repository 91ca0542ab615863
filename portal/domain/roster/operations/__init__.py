"""Every verb of the roster, in one place to look; each is written beside the noun it is about."""

from portal.domain.roster.operations.callers import add_caller, change_caller, hand_over_primary, remove_caller
from portal.domain.roster.operations.demands import demand_replacement, resolve_demand
from portal.domain.roster.operations.door import require_named_caller
from portal.domain.roster.operations.requests import ask_for_place, decline_request
from portal.domain.roster.operations.substitutions import carry_out_next_substitution, give_notice, withdraw_notice
from portal.domain.roster.operations.verifications import remind_next_verification, verify_roster
from portal.domain.roster.refusals import CallerNotYet, NoPrimaryContact, NotANamedCaller

__all__ = [
    "CallerNotYet",
    "NoPrimaryContact",
    "NotANamedCaller",
    "add_caller",
    "ask_for_place",
    "carry_out_next_substitution",
    "change_caller",
    "decline_request",
    "demand_replacement",
    "give_notice",
    "hand_over_primary",
    "remind_next_verification",
    "remove_caller",
    "require_named_caller",
    "resolve_demand",
    "verify_roster",
    "withdraw_notice",
]
