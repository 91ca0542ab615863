"""What the service desk's channels, resources and reasons to call are called on the screen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.booking.words import Channel, Kind
from portal.domain.outreach.rules import Reason

CHANNELS: dict[str, LazyString] = {
    Channel.PHONE: _l("Phone"),
    Channel.DESK: _l("At the desk, for later"),
    Channel.WALK_IN: _l("Walk-in, now"),
    Channel.OUTREACH: _l("We called"),
    Channel.WEB: _l("Web"),
    Channel.API: _l("Machine"),
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
