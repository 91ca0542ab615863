"""What is planned goes to its makers (V7, VE49)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.opening import back_to, stay_here
from portal.clock import now
from portal.domain.stays.operations import order_gifts
from portal.web.admission import actor, requires

bp = Blueprint("orders", __name__)


@bp.post("")
@requires(order_gifts)
def create(reference: str) -> ResponseReturnValue:
    """Of this stay."""
    number = order_gifts(stay_here(reference), by=actor(), at=now())
    return back_to(reference, _("Ordered: %(number)d.", number=number), "stays.gifts.show")
