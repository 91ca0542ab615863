"""A time that is kept for who waits, by the link of its mail: to take it or let it go, and nothing else (BE44)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.blueprints.waiting.showing import offer_shown
from portal.clock import now
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.operations import decline_offer, take_offer
from portal.domain.appointments.waiting.queries import offer_behind
from portal.showing.naming import named
from portal.showing.opened_links import kept_secret, opened
from portal.web.admission import actor, public
from portal.web.responses import changed, page

bp = Blueprint("offers", __name__)
bp.after_request(kept_secret)


@bp.get("")
@public
def show(token: str) -> ResponseReturnValue:
    """The time, until when it is kept, and two buttons."""
    offer, service = opened(offer_behind(token))
    return page("waiting/offer.html", offer=offer_shown(offer), service=named(service), token=token)


@bp.post("")
@public
def create(token: str) -> ResponseReturnValue:
    """Taken: the appointment's own mail follows."""
    offer, _service = opened(offer_behind(token))
    take_offer(offer, new_keys(), by=actor(), at=now())
    return changed(to=url_for(".show", token=token))


@bp.post("/end")
@public
def destroy(token: str) -> ResponseReturnValue:
    """Not this time: the next is told, the place is kept."""
    offer, _service = opened(offer_behind(token))
    decline_offer(offer, by=actor(), at=now())
    return changed(to=url_for(".show", token=token))
