"""What can be booked."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from portal.blueprints.booking.showing import service_shown
from portal.domain.booking.queries import services_for
from portal.web.admission import actor, public
from portal.web.responses import page

bp = Blueprint("catalogue", __name__)


@bp.get("")
@public
def index() -> ResponseReturnValue:
    """Each with what it takes and costs."""
    locale = str(get_locale())
    return page("booking/index.html", services=[service_shown(one, locale) for one in services_for(actor())])
