"""What channels, states, changes and heat are called on the screen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.booking.week import Heat
from portal.domain.booking.words import Change, Channel, Kind, State
from portal.domain.outreach.rules import Reason

CHANNELS: dict[str, LazyString] = {
    Channel.PHONE: _l("Phone"),
    Channel.DESK: _l("At the desk, for later"),
    Channel.WALK_IN: _l("Walk-in, now"),
    Channel.OUTREACH: _l("We called"),
    Channel.WEB: _l("Web"),
    Channel.API: _l("Machine"),
}
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
KINDS: dict[str, LazyString] = {
    Kind.ADVISOR: _l("Advisor"),
    Kind.BAY: _l("Bay"),
    Kind.TECHNICIAN: _l("Technician"),
    Kind.LOANER: _l("Courtesy car"),
    Kind.PLACE: _l("Place"),
}
REASONS: dict[str, LazyString] = {
    Reason.COMPLAINT: _l("Complaint"),
    Reason.PENDING: _l("Work waiting"),
    Reason.RUNNING_IN: _l("Running-in service"),
    Reason.PERIODIC: _l("Periodic service"),
    Reason.CAMPAIGN: _l("Campaign"),
}
