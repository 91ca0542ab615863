"""What reasons and outcomes are called on the screen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.outreach.rules import Outcome, Result

OUTCOMES: dict[str, LazyString] = {
    Outcome.BOOKED: _l("Booked"),
    Outcome.CALL_AGAIN: _l("Call again"),
    Outcome.NOT_NOW: _l("Not now"),
    Outcome.NOT_WANTED: _l("Not wanted for this"),
    Outcome.NEVER_CALL: _l("Never call again"),
    Outcome.WRONG_NUMBER: _l("Wrong number"),
    Outcome.NO_ANSWER: _l("No answer"),
}
RESULTS: dict[str, LazyString] = {
    Result.ANSWERED: _l("Answered"),
    Result.BOOKED: _l("Booked"),
    Result.CALL_BACK: _l("Call back"),
    Result.COMPLAINT: _l("Complaint"),
}
