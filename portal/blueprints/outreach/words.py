"""What reasons and outcomes are called on the screen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.outreach.rules import Explained, Outcome, Result, Stays, Why

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
WHYS: dict[str, LazyString] = {
    Why.NO_TIME: _l("No time"),
    Why.TOO_DEAR: _l("Too expensive"),
    Why.NOT_NEEDED: _l("Sees no need"),
    Why.ELSEWHERE: _l("Goes elsewhere"),
    Why.SOLD: _l("Sold the vehicle"),
    Why.OTHER: _l("Another reason"),
}
EXPLAINED: dict[str, LazyString] = {
    Explained.SENSE: _l("What the service or campaign is good for"),
    Explained.BOOKING: _l("What an appointment is good for"),
    Explained.OPEN_WORK: _l("What was not done last time"),
}
STAYS: dict[str, LazyString] = {
    Stays.WAITS: _l("Waits here"),
    Stays.DROPS_OFF: _l("Leaves the vehicle"),
}
