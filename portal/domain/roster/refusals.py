"""What the roster refuses, each in one sentence that says what can be done."""

from portal.domain.errors import N_, Refused


class NotANamedCaller(Refused):
    """Of the organisation, but not on its roster: referred to the primary contact by name (S32)."""

    sentence = N_(
        "Only named callers open tickets, and you are not one of them yet. "
        "{primary_name} ({primary_email}) decides who is: ask for a place."
    )


class NoPrimaryContact(NotANamedCaller):
    """Nobody of the organisation can give a place."""

    sentence = N_(
        "Only named callers open tickets, and your organisation has no primary contact yet. Write to {support_email}."
    )


class CallerNotYet(Refused):
    """Coming by a substitution that has not taken effect (S34, SE49). `from_at` is shown in the reader's zone."""

    sentence = N_("You become a named caller on {from_at}. Until then {leaver_name} opens tickets in your place.")


class PlacesTaken(Refused):
    """Caller 3 of 2, on a plan without more (S33)."""

    sentence = N_("All {places} places are taken. Replace one of your named callers, or remove one first.")


class PlacesTakenMoreOffered(PlacesTaken):
    """Caller 3 of 2, on a plan that sells more (S2, S33)."""

    sentence = N_("All {places} places are taken. Replace one of your named callers, or ask us for {more} more places.")


class OnePlaceTaken(PlacesTaken):
    """A second caller on an incident pack (S1)."""

    sentence = N_("The one place is taken. Replace {name}, or ask us about a plan with more places.")


class CountryNotCovered(Refused):
    """The plan says where named callers may be (S3, S35)."""

    sentence = N_(
        "The plan {plan} covers named callers in {covered} only. Name somebody there, or ask us about another plan."
    )
    field = "country"


class AlreadyACaller(Refused):
    """The person has a place."""

    sentence = N_("{name} is a named caller already.")
    field = "email"


class AlreadyComing(Refused):
    """The person comes by a substitution under way."""

    sentence = N_("{name} becomes a named caller by a substitution that is under way.")
    field = "email"


class MailNotUsable(Refused):
    """The address belongs to somebody elsewhere; where must not be told (P2)."""

    sentence = N_("This mail address can't be used for a named caller here. Enter another one, or ask us.")
    field = "email"


class PrimaryStays(Refused):
    """The roster is never without a primary contact (S31, S33)."""

    sentence = N_("{name} is the primary contact. Hand that role to another named caller first.")


class NotOnTheRoster(Refused):
    """The caller has left meanwhile, or has not come."""

    sentence = N_("{name} is not on the roster now.")


class LeavesSoon(Refused):
    """A substitution of this caller is under way already (S34)."""

    sentence = N_("{name} is being replaced: a substitution is under way. Withdraw it first.")


class InEffect(Refused):
    """Too late to withdraw (S34)."""

    sentence = N_("This substitution has taken effect or was withdrawn. It can't be withdrawn any more.")


class AnsweredAlready(Refused):
    """Somebody answered the request first (S32)."""

    sentence = N_("This request has been answered already.")


class DemandedAlready(Refused):
    """A replacement of this caller is required already (S36)."""

    sentence = N_("A replacement of {name} is required already.")


class ResolvedAlready(Refused):
    """The demand is settled (S36)."""

    sentence = N_("This requirement has been resolved already.")
