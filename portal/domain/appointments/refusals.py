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


class LinkOpensNothing(NotThere):
    """Unknown, for something else, run out or replaced: nobody is told which (A1)."""

    sentence = N_(
        "This link opens nothing, or no longer. After a move, use the link in the latest mail; or call us, we help."
    )
