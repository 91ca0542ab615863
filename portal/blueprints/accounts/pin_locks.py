"""PINs that too many wrong ones have locked, and unlocking them (P4, vip-rules.md 4.1)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.people.devices import locked_pins
from portal.domain.people.operations import unlock_pin
from portal.domain.people.pin_rules import SHUT_AFTER
from portal.domain.people.queries import person_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404, page

bp = Blueprint("pin_locks", __name__, url_prefix="/pin-locks")


@bp.get("")
@requires(unlock_pin)
def index() -> ResponseReturnValue:
    """All of them."""
    return page("accounts/pin_locks.html", locked=locked_pins(actor(), at=now()), shut_after=SHUT_AFTER)


@bp.post("/<int:person_id>/withdrawal")
@requires(unlock_pin)
def destroy(person_id: int) -> ResponseReturnValue:
    """Its person may try again at once."""
    person = or_404(person_for(actor(), person_id))
    unlock_pin(person.id, by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("%(name)s can try again.", name=person.name))
