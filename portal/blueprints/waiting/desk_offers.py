"""What is kept for somebody, answered on the phone."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.operations import decline_offer, take_offer
from portal.domain.appointments.waiting.queries import offer_to
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("desk_offers", __name__)


@bp.post("")
@requires(Right.BOOKING_WORK)
def create(entry_id: int) -> ResponseReturnValue:
    """They take it."""
    take_offer(or_404(offer_to(actor(), entry_id)), new_keys(), by=actor(), at=now())
    return changed(to=url_for("waiting.lists.index"), notice=_("Booked."))


@bp.post("/end")
@requires(Right.BOOKING_WORK)
def destroy(entry_id: int) -> ResponseReturnValue:
    """They don't, or nobody answers: the next."""
    decline_offer(or_404(offer_to(actor(), entry_id)), by=actor(), at=now())
    return changed(to=url_for("waiting.lists.index"), notice=_("Passed on to the next."))
