"""Booking on the phone for a customer whom we called: the screen, filled in, and back to the call list (A11, BR12)."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.appointments.booking_screen import filled_form, glance_of, screen, wanted_of
from portal.blueprints.appointments.forms import InvitedForm
from portal.clock import now
from portal.domain.appointments.operations import times_to_offer
from portal.domain.booking.search import Slot
from portal.domain.booking.words import Channel
from portal.domain.outreach.models import Invite
from portal.domain.outreach.operations import book_invited
from portal.domain.outreach.queries import invite_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("invited", __name__)


@bp.get("/new")
@requires(book_invited)
def new(invite_id: int) -> ResponseReturnValue:
    """The screen with the customer, and what was said so far."""
    return page("appointments/new.html", **_shown(or_404(invite_for(actor(), invite_id)), filled_form(InvitedForm)))


@bp.post("")
@requires(book_invited)
def create(invite_id: int) -> ResponseReturnValue:
    """Booked, and the attempt with it; on to the next customer."""
    invite = or_404(invite_for(actor(), invite_id))
    form = InvitedForm()
    form.customer.data = str(invite.customer_id)
    form.as_set_up(glance_of(form))
    if not form.validate():
        return invalid("appointments/new.html", **_shown(invite, form))
    draft, instead = times_to_offer(wanted_of(form), by=actor(), at=now())
    if instead is not None:
        return page("appointments/new.html", status=409, **_shown(invite, form, instead))
    book_invited(invite, form.attempt(), draft, by=actor(), at=now())
    return changed(to=url_for("outreach.calls.index"), notice=_("Booked. The next one stands on top."))


def _shown(invite: Invite, form: InvitedForm, instead: Sequence[Slot] | None = None) -> dict[str, Any]:
    form.customer.data, form.channel.data = str(invite.customer_id), Channel.OUTREACH
    form.asset.data = form.asset.data or str(invite.asset_id)
    return {
        **screen(form, instead),
        "found": [],
        "words": "",
        "action": url_for("appointments.invited.create", invite_id=invite.id),
        "cancel": url_for("outreach.calls.show", invite_id=invite.id),
    }
