"""A browser becomes a shared tablet: the link from the settings, opened there (P4). A GET of it changes nothing."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.people.devices import enrolment_open
from portal.domain.people.displays import new_token
from portal.domain.people.operations import take_device
from portal.domain.people.refusals import EnrolmentSpent
from portal.web.admission import actor, forget, public, remember_device
from portal.web.headers import private
from portal.web.responses import changed, page

bp = Blueprint("enrolments", __name__, url_prefix="/enrolments/<string:token>")


@bp.get("")
@public
def new(token: str) -> ResponseReturnValue:
    """Asks before it does."""
    device = enrolment_open(token, at=now())
    if device is None:
        raise EnrolmentSpent
    return private(page("accounts/enrolment.html", name=device.name, token=token))


@bp.post("")
@public
def create(token: str) -> ResponseReturnValue:
    """It is the tablet from now on; who was signed in here is out."""
    key = new_token()
    device = take_device(token, key, by=actor(), at=now())
    forget()
    notice = _("This is %(name)s from now on.", name=device.name)
    return remember_device(changed(to=url_for("accounts.faces.index"), notice=notice), key)
