"""What is refused about bookings, each in one sentence."""

from collections.abc import Sequence

from portal.domain.booking.search import Slot
from portal.domain.errors import N_, Refused


class SlotTaken(Refused):
    """Somebody was quicker. `alternatives` can be booked now: the nearest, and quiet ones (A4, A5)."""

    sentence = N_("That time has just been taken. The nearest free times are below.")
    field = "start_at"

    def __init__(self, alternatives: Sequence[Slot] = ()) -> None:
        """Keep the times to offer instead."""
        super().__init__()
        self.alternatives = tuple(alternatives)


class SlotNotOffered(Refused):
    """No such time in anybody's plan: off the grid, outside the hours, too soon, another service's resource (BE11)."""

    sentence = N_("This time can't be booked. Choose one of the times that are offered.")
    status = 422
    field = "start_at"


class ServiceNotOffered(Refused):
    """Retired, or not for this person."""

    sentence = N_("This service can't be booked here. Choose another one, or call us.")
    status = 422
    field = "service"


class HoldOver(Refused):
    """The time that was kept is no longer kept, and somebody else's hold opens nothing (BE14)."""

    sentence = N_("The time is no longer kept for you. Choose it again if it is still free.")
    field = "start_at"


class TooManyHolds(Refused):
    """BE14."""

    sentence = N_("You are keeping {count} times already. Book one of them, or let one go.")
    status = 429


class HeldTooOften(Refused):
    """No endless renewal (BE14)."""

    sentence = N_("This time was kept for you before. Book it now, or choose another one.")
    status = 429


class TooManyBookings(Refused):
    """A9."""

    sentence = N_("There are {count} appointments in your name already. Move or cancel one, or call us.")


class BookedTooOften(Refused):
    """Booked and called off again and again: whoever does it, the mails go to the address that was typed (threats)."""

    sentence = N_("You booked {count} times within a day already. Call us, we are glad to help.")
    status = 429


class MovedTooOften(Refused):
    """Each move is a mail (threats)."""

    sentence = N_("This appointment was moved {count} times within a day already. Call us to move it again.")
    status = 429


class ContactMissing(Refused):
    """A booking without a way to reach its customer."""

    sentence = N_("Enter a name, and a phone number or a mail address, so that we can reach you.")
    status = 422
    field = "name"


class BookingCancelled(Refused):
    """Over."""

    sentence = N_("This appointment was cancelled. Book a new time.")


class BookingBegun(Refused):
    """Moving and cancelling end when the time begins (BE13)."""

    sentence = N_("This appointment has begun. Call us if you can't come.")


class OverbookingNeedsReason(Refused):
    """BE40."""

    sentence = N_("Say why this time is given to a second customer.")
    status = 422
    field = "overbook"


class TwoHoursOnOneDate(Refused):
    """BE31."""

    sentence = N_("{name} has its own hours on {on_date} already. Change those.")
    field = "on_date"


class PlansMeet(Refused):
    """No date has two weeks (A3)."""

    sentence = N_("Another plan holds from {first} to {last}. Choose dates before or after it, or change that one.")
    field = "valid_from"


class PlanOpen(Refused):
    """The same, with one that has no end."""

    sentence = N_("Another plan holds from {on_date} on. Give that one an end first, or let this one end before it.")
    field = "valid_from"


class PlanEndsBeforeItBegins(Refused):
    """Dates in their order."""

    sentence = N_("The last day lies before the first. Choose a later one, or leave it empty.")
    status = 422
    field = "valid_to"


class NeedsDontFit(Refused):
    """A service without a resource, twice the same kind, or a part that lasts beyond its end."""

    sentence = N_("A service needs at least one resource, one of each kind, and none for longer than it lasts.")
    status = 422
    field = "needs"


class ClosureEndsBeforeItStarts(Refused):
    """Moments in their order."""

    sentence = N_("The end lies before the beginning. Choose a later one.")
    status = 422
    field = "end_at"
