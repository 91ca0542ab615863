"""What the words of the preparation are called on the screen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.appointments.preparation_words import News, PartState, Readiness, Result, Side

SIDES: dict[str, LazyString] = {
    Side.WORKSHOP: _l("Workshop"),
    Side.PARTS: _l("Parts"),
    Side.FRONT_DESK: _l("Front desk"),
}
NEWS: dict[str, LazyString] = {
    News.BOOKED: _l("Booked"),
    News.MOVED: _l("Moved"),
    News.CANCELLED: _l("Cancelled"),
    News.REQUESTED: _l("Asked for"),
}
PART_STATES: dict[str, LazyString] = {
    PartState.ASKED: _l("Asked for"),
    PartState.RESERVED: _l("Reserved"),
    PartState.MISSING: _l("Missing"),
}
RESULTS: dict[str, LazyString] = {
    Result.CALLED: _l("Called"),
    Result.COMING: _l("Is coming"),
    Result.NO_ANSWER: _l("No answer"),
    Result.WANTS_MOVE: _l("Wants another time"),
    Result.CANCELS: _l("Cancels"),
}
READINESS: dict[str, LazyString] = {
    Readiness.ADVISOR: _l("Advisor"),
    Readiness.BAY: _l("Bay"),
    Readiness.PARTS: _l("Parts"),
    Readiness.TOOLS: _l("Tools"),
}
