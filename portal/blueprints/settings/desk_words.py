"""What the service desk's setup is called on the screen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.appointments.operations import Fate
from portal.domain.booking.words import Audience

AUDIENCES: dict[str, LazyString] = {
    Audience.EVERYBODY: _l("Everybody"),
    Audience.KNOWN: _l("Who is signed in"),
    Audience.STAFF: _l("Staff only"),
}
FATES: dict[str, LazyString] = {
    Fate.KEEP: _l("Keep it as it is"),
    Fate.GIVE: _l("Same time, somebody else"),
    Fate.MOVE: _l("Move it later, with the customer"),
    Fate.CANCEL: _l("Call it off now"),
}
