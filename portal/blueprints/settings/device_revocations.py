"""Revoking a shared tablet: stolen, lost or sold (P4)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.people.devices import device_for
from portal.domain.people.operations import revoke_device
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("device_revocations", __name__)


@bp.post("/devices/<int:device_id>/revocation")
@requires(revoke_device)
def create(device_id: int) -> ResponseReturnValue:
    """For good: it is enrolled anew, if at all."""
    revoke_device(or_404(device_for(actor(), device_id)), by=actor(), at=now())
    return changed(to=url_for("settings.devices.index"), notice=_("Tablet revoked. Who was signed in there is out."))
