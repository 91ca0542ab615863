"""Five weeks with their free days, and the times of one of them."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.booking.asking import wanted_now
from portal.blueprints.booking.remembering import visitor
from portal.blueprints.booking.showing import picker
from portal.clock import now
from portal.domain.appointments.offers import offer
from portal.domain.booking.queries import is_desk, service_called
from portal.domain.booking.situation import Ask
from portal.web.admission import actor, public
from portal.web.responses import or_404, page

bp = Blueprint("months", __name__)


@bp.get("")
@public
def show(slug: str) -> ResponseReturnValue:
    """All of it at once: the first free day is open, a time is one touch away."""
    service = or_404(service_called(slug, actor()))
    visitor()  # known before the first time is kept: two taps are of one visitor
    wanted = wanted_now()
    offered = offer(service, wanted, now(), Ask(is_staff=is_desk(actor())))
    shown = picker(service, offered, wanted, "booking.months.show", slug=slug)
    return page("booking/show.html", fragment="booking/_picker.html", picker=shown)
