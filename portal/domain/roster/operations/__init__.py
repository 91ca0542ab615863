"""Every verb of the roster, in one place to look; each is written beside the noun it is about."""

from portal.domain.roster.operations.door import require_named_caller
from portal.domain.roster.refusals import CallerNotYet, NoPrimaryContact, NotANamedCaller

__all__ = [
    "CallerNotYet",
    "NoPrimaryContact",
    "NotANamedCaller",
    "require_named_caller",
]
