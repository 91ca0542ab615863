"""What is refused, and in which words."""

from portal.domain.errors import N_, NotThere, Refused


class NotReadBack(Refused):
    """Confirmed, without anything that was read back (A14)."""

    sentence = N_("Write down what you read back to the customer, then tick that they agreed.")


class NotYet(Refused):
    """Absent before the time has come."""

    sentence = N_("The time of this appointment has not come yet.")


class IsThere(Refused):
    """Arrived: can't be absent."""

    sentence = N_("This customer has arrived.")


class OthersVehicle(Refused):
    """The vehicle isn't this customer's: never to be mixed up (BR6)."""

    sentence = N_("This vehicle belongs to another customer. Choose customer and vehicle again.")


class CustomerForgotten(Refused):
    """Asked to be erased, for good (P24)."""

    sentence = N_("This customer asked to be forgotten. Choose somebody else, or add them anew.")


class LinkOpensNothing(NotThere):
    """Unknown, for something else, run out or replaced: nobody is told which (A1)."""

    sentence = N_(
        "This link opens nothing, or no longer. After a move, use the link in the latest mail; or call us, we help."
    )


class SheetClosed(Refused):
    """The day of the register is over: what is to be said about it is written under it (BR30)."""

    sentence = N_("This sheet is closed. Write an amendment under it.")


class SheetOpen(Refused):
    """Nothing to amend: the sheet itself can be changed."""

    sentence = N_("This day is not over. Change the appointment itself.")


class WordsMissing(Refused):
    """An amendment, or a part, that says nothing."""

    sentence = N_("Write down what it is.")
    status = 422
    field = "words"


class AppointmentOver(Refused):
    """Begun, arrived or cancelled: nobody has to be called about it."""

    sentence = N_("There is nothing to ask any more: the appointment has begun, or is cancelled.")


class StillUndecided(Refused):
    """Appointments that the change would break, booked meanwhile perhaps (A8)."""

    sentence = N_("{count} more appointments would no longer fit. Say first what becomes of them.")


class NobodyElseFree(Refused):
    """Nobody can take it over at the same time (BE37)."""

    sentence = N_("Nobody else is free at the time of {name}. Keep that appointment, move it, or call it off.")
