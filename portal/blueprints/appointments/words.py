"""What channels, states, changes and heat are called on the screen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.booking.week import Heat
from portal.domain.booking.words import Change, Channel, State

BY_STAFF = (Channel.PHONE, Channel.DESK, Channel.WALK_IN)
STATES: dict[str, LazyString] = {
    State.REQUESTED: _l("requested"),
    State.CONFIRMED: _l("confirmed"),
    State.CANCELLED: _l("cancelled"),
}
CHANGES: dict[str, LazyString] = {
    Change.BOOKED: _l("Booked"),
    Change.CONFIRMED: _l("Confirmed"),
    Change.MOVED: _l("Moved"),
    Change.CANCELLED: _l("Cancelled"),
}
HEATS: dict[str, LazyString] = {
    Heat.CLOSED: _l("closed"),
    Heat.QUIET: _l("quiet"),
    Heat.FAIR: _l("some room"),
    Heat.BUSY: _l("busy"),
    Heat.FULL: _l("full"),
}
