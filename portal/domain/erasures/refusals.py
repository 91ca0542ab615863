"""Why somebody can't be erased yet, in one sentence that says what to do first (P24)."""

from portal.domain.errors import N_, Refused


class Expected(Refused):
    """A customer of the service desk with an appointment ahead: somebody must know whom to receive (P24)."""

    sentence = N_("{name} has an appointment to come. Cancel it first, or wait until it is over.")


class HoldsAPlace(Refused):
    """On the roster, or coming by a substitution: the organisation must know who takes the place (S33)."""

    sentence = N_("{name} has a place on the roster. Remove or replace them there first.")
