"""What is refused at the guest desk."""

from portal.domain.errors import N_, Refused


class NotYoursToApprove(Refused):
    """The matrix says who may (V2)."""

    sentence = N_("This level is for others to approve. The request stays with them.")
    status = 409  # the stay is theirs to see; the word isn't theirs


class OwnRequest(Refused):
    """Nobody approves what they asked for themselves (VQ9)."""

    sentence = N_("You asked for this yourself. Somebody else has to decide.")


class DecidedMeanwhile(Refused):
    """The first who decides has decided (VE8)."""

    sentence = N_("This has been decided meanwhile. Look at what was decided.")


class NotARoomForIt(Refused):
    """Only a cleaned, vacant room is given (VR36)."""

    sentence = N_("Room {number} is not a clean, vacant room. Choose another, or say why this one.")
    field = "room"


class RoomIsGiven(Refused):
    """Nobody else's room."""

    sentence = N_("Room {number} is given to somebody else for these days. Choose another.")
    field = "room"


class NoRoomYet(Refused):
    """There is nothing to approve."""

    sentence = N_("No room is given yet. Choose one first.")


class RoomNotPassed(Refused):
    """A first-level guest is not led into a room that nobody has passed, unless somebody decides so (VE4)."""

    sentence = N_("The room has not passed its check. Wait, choose another room, or say why it is used all the same.")
    field = "reason"


class StayIsOver(Refused):
    """It was cancelled, or the guest has left."""

    sentence = N_("This stay is over. Nothing was changed.")


class NumberTaken(Refused):
    """Two rooms of one number can't be told apart."""

    sentence = N_("There is a room {number} already.")
    field = "number"


class GoesBeforeComing(Refused):
    """The departure is before the arrival."""

    sentence = N_("The departure is before the arrival. Choose a later day.")
    field = "depart_on"


class OverTheCap(Refused):
    """More than the level allows (VE48)."""

    sentence = N_("This costs more than the {cap} that are allowed. Say why.")
    field = "over_cap_reason"
