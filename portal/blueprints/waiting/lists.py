"""Who waits, first come first: for the desk."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.waiting.showing import offer_shown, wish_of
from portal.clock import now
from portal.domain.appointments.operations import take_off_waiting_list
from portal.domain.appointments.waiting.queries import waiting_for, waiting_list
from portal.domain.rights import Right
from portal.showing.naming import named
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404, page

bp = Blueprint("lists", __name__)


@bp.get("")
@requires(Right.BOOKING_SEE)
def index() -> ResponseReturnValue:
    """The list; those to call stand out."""
    found = [
        {
            "entry": one.entry,
            "service": named(one.service),
            "wish": wish_of(one.entry),
            "offer": offer_shown(one.offer) if one.offer else None,
        }
        for one in waiting_list(actor())
    ]
    return page("waiting/index.html", found=found, may=actor().rights)


@bp.post("/<int:entry_id>/end")
@requires(take_off_waiting_list)
def destroy(entry_id: int) -> ResponseReturnValue:
    """They don't wait any more."""
    take_off_waiting_list(or_404(waiting_for(actor(), entry_id)), by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Taken off the waiting list."))
