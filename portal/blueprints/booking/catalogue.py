"""What can be booked."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.blueprints.booking.showing import service_shown
from portal.domain.booking.queries import services_for
from portal.domain.booking.together import MOST
from portal.web.admission import actor, public
from portal.web.responses import page

bp = Blueprint("catalogue", __name__)


@bp.get("")
@public
def index() -> ResponseReturnValue:
    """Each with what it takes and costs. Several that are ticked lead to their times together (BR12)."""
    several = dict.fromkeys(filter(None, request.args.getlist("service")))
    if 0 < len(several) <= MOST:
        return redirect(url_for("booking.months.show", slug="+".join(several)), 303)
    locale, problem = str(get_locale()), ""
    if several:
        problem = _("Choose at most %(num)d for one visit.", num=MOST)
    elif "several" in request.args:
        problem = _("Tick at least one thing that is to be done.")
    services = [service_shown(one, locale) for one in services_for(actor())]
    return page("booking/index.html", services=services, problem=problem, ticked=list(several))
