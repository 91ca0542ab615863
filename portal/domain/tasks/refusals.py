"""What is refused about tasks."""

from portal.domain.errors import N_, Refused


class TaskIsOver(Refused):
    """It was done or voided meanwhile."""

    sentence = N_("This is done already, or not to be done any more. Nothing was changed.")


class OwnWorkUnchecked(Refused):
    """Nobody looks over their own work (VE43, VR106)."""

    sentence = N_("You did this yourself. Somebody else has to check it.")


class NotYetDone(Refused):
    """There is nothing to check."""

    sentence = N_("This isn't done yet, so there is nothing to check.")
