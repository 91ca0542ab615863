"""What outreach refuses, each in one sentence that says what to do."""

from portal.domain.errors import N_, Refused


class CalledByAnother(Refused):
    """A colleague has the customer on the line, or is about to."""

    sentence = N_("{person} is calling this customer since {since}. Take the next one.")


class AnsweredAlready(Refused):
    """The invite is closed."""

    sentence = N_("This call has been made and its result stands. Take the next one.")


class NeverToBeCalled(Refused):
    """Do-not-call, or no number (A12)."""

    sentence = N_("This customer is not to be called. They can still call us.")


class RestsToday(Refused):
    """Said today that they can't talk or don't want it (A12)."""

    sentence = N_("This customer was called today and asked for quiet. Nobody calls them again before tomorrow.")


class NotConfirmed(Refused):
    """Customers are never mixed up (BR6)."""

    sentence = N_("Confirm name and plate with the customer first, then tick it.")
    field = "identity_confirmed"


class WantedMissing(Refused):
    """A booking says what and when (BR12, BR14)."""

    sentence = N_("Enter which service was agreed and for when.")
    field = "wanted"


class AgainMissing(Refused):
    """A promise to call has a moment."""

    sentence = N_("Enter when the customer wants to be called again.")
    field = "call_again_at"


class AgainTooSoon(Refused):
    """Not the same day (A12)."""

    sentence = N_("Choose tomorrow or later: who can't talk now isn't called again on the same day.")
    field = "call_again_at"


class FieldsUnknown(Refused):
    """A word in braces that nothing goes with."""

    sentence = N_("Nothing is known for {fields}. Use the names that stand below the text.")
    field = "words"


class NotSigned(Refused):
    """Not from the telephone system, or too old (BR20)."""

    sentence = N_("This was not signed with the secret of the telephone system, or more than five minutes ago.")
    status = 401


class ToldBefore(Refused):
    """The same request a second time (BR20)."""

    sentence = N_("This call was told before.")


class CallUnreadable(Refused):
    """Not what the telephone system is to send (BR20)."""

    sentence = N_("Send a JSON object with the caller's number as phone and, if it is counted, rings from 1 to 99.")
    status = 422
