"""What is refused about tickets, each in one sentence that says what can be done."""

from portal.domain.errors import N_, ChangedMeanwhile, Refused


class DraftIncomplete(Refused):
    """Title, description, severity, product area or contact is missing (S40)."""

    sentence = N_("Title, description, severity, product area and contact are needed to open a ticket.")
    status = 422


class AreaNotOffered(Refused):
    """Retired since the form was opened, or never there (S41)."""

    sentence = N_("This product area is no longer offered. Choose the one that fits best now.")
    status = 422
    field = "area"


class NotAnImei(Refused):
    """A digit is missing or wrong."""

    sentence = N_("{imei} isn't an IMEI. Enter its 15 digits, for example from *#06#.")
    status = 422
    field = "imeis"


class CallInTheFuture(Refused):
    """A call that has not been made (SE40)."""

    sentence = N_("The call lies in the future. Enter when it was.")
    status = 422
    field = "called_at"


class NothingSaid(Refused):
    """Neither words nor a file."""

    sentence = N_("Write something, or add a file.")
    status = 422
    field = "body"


class AnsweredMeanwhile(ChangedMeanwhile):
    """Somebody else on staff answered since the page was opened (S47)."""

    sentence = N_("{name} answered meanwhile. Your text is kept: read the answer, then send yours or leave it.")


class AnswerFirst(Refused):
    """Waiting for the customer, or done, before anybody has answered (SE31)."""

    sentence = N_(
        "Nobody has answered the customer yet. Write an answer with it; the first-response clock runs until then."
    )
    field = "body"


class TicketClosed(Refused):
    """Staff don't write to a closed ticket."""

    sentence = N_("This ticket is closed. Open it again first.")


class TooLateToReopen(Refused):
    """Over the window (S46)."""

    sentence = N_(
        "This ticket was closed more than {days} days ago and stays closed. Open a new one that refers to it."
    )


class NotFromHere(Refused):
    """A state that can't follow the present one, mostly because somebody else was faster."""

    sentence = N_("This isn't possible now: the ticket has changed its state meanwhile. Look at it again.")


class SameSeverity(Refused):
    """Nothing to change."""

    sentence = N_("The ticket has this severity already.")
    field = "severity"


class ReasonMissing(Refused):
    """The customer sees why (S44)."""

    sentence = N_("Give the reason; the customer sees it.")
    status = 422
    field = "reason"


class TakenAlready(Refused):
    """Two claimed it; the other was first."""

    sentence = N_("{name} has taken this ticket already.")


class ReleasedMeanwhile(Refused):
    """Who had it gave it back."""

    sentence = N_("This ticket was given back meanwhile and is nobody's now. Look at it again, then decide.")


class NotAssignable(Refused):
    """Not on staff, or no longer."""

    sentence = N_("{name} doesn't work on tickets. Choose somebody else.")
    field = "assignee"


class KeptFromThem(Refused):
    """An administrator keeps the tickets of this organisation from them (P2)."""

    sentence = N_("The tickets of this organisation are kept from {name}. Choose somebody else.")
    field = "assignee"


class NotYours(Refused):
    """Only the author edits a message."""

    sentence = N_("Only who wrote a message can edit it.")
    status = 403


class AreaNameTaken(Refused):
    """Two areas of one name can't be told apart."""

    sentence = N_("There is a product area named {name} already.")
    field = "name"


class LastArea(Refused):
    """Every ticket needs an area (S40, S41)."""

    sentence = N_("This is the last product area that can be chosen. Add another one first.")
