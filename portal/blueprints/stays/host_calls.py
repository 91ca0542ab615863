"""Hosts are called: all of a duty at once, or one who comes when needed (VR13, VR65)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.opening import back_to, stay_here
from portal.clock import now
from portal.domain.stays.operations import call_hosts
from portal.domain.stays.words import Duty
from portal.web.admission import actor, requires

bp = Blueprint("host_calls", __name__)


@bp.post("")
@requires(call_hosts)
def create(reference: str) -> ResponseReturnValue:
    """One mail each, with the time and without the guest's name."""
    said = request.form.get("duty", "")
    duty = Duty(said) if said in set(Duty) else Duty.WELCOME
    number = call_hosts(stay_here(reference), duty, by=actor(), at=now())
    return back_to(reference, _("Called: %(number)d people.", number=number), "stays.hosts.show")
