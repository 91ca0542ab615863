"""What is refused about the waiting list, each in one sentence."""

from portal.domain.errors import N_, Refused


class DaysGone(Refused):
    """Nobody is offered a time of the past (BE44)."""

    sentence = N_("The last day lies in the past. Choose days to come.")
    status = 422
    field = "until_on"


class DaysTurned(Refused):
    """From the first to the last."""

    sentence = N_("The last day lies before the first. Choose a later one.")
    status = 422
    field = "until_on"


class TooFarAhead(Refused):
    """A list that nobody looks through."""

    sentence = N_("Choose days within a year from now.")
    status = 422
    field = "until_on"


class NoHours(Refused):
    """From the first to the last minute of the day."""

    sentence = N_("The latest start lies before the earliest. Choose a later one.")
    status = 422
    field = "until"


class WaitsAlready(Refused):
    """One contact doesn't fill the list."""

    sentence = N_("You are on the waiting list {count} times already. Leave one of them first, or call us.")


class JoinedTooOften(Refused):
    """Joined and left again and again: the mails go to the address that was typed (threats)."""

    sentence = N_("You joined the waiting list {count} times within a day already. Call us, we are glad to help.")
    status = 429


class OfferOver(Refused):
    """Taken, declined, passed on or run out."""

    sentence = N_("This time is no longer kept for you. You keep your place on the waiting list.")


class NotWaiting(Refused):
    """Left, booked, or the days are over."""

    sentence = N_("You are no longer on the waiting list.")
