"""Hosts in attendance: called, on the way, in the lobby (V3, V20, VR65-VR68, VR87)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.file import head_view
from portal.blueprints.stays.naming import my_posts
from portal.blueprints.stays.opening import back_to, stay_here
from portal.blueprints.stays.showing import View
from portal.blueprints.stays.words import DUTIES
from portal.clock import now
from portal.domain.departments.words import Post
from portal.domain.people.queries import names_of
from portal.domain.rights import Right
from portal.domain.stays.finding import host_of
from portal.domain.stays.models import StayHost
from portal.domain.stays.operations import say_host_state
from portal.domain.stays.queries import hosts_of
from portal.domain.stays.words import Duty
from portal.showing.department_words import POST_NAMES
from portal.web.admission import actor, requires
from portal.web.responses import or_404, page

bp = Blueprint("hosts", __name__)
SAYS = {"way": None, "there": True, "absent": False}


@bp.get("")
@requires(Right.STAY_SEE)
def show(reference: str) -> ResponseReturnValue:
    """The roll call, for the welcome and the send-off."""
    stay = stay_here(reference)
    hosts = hosts_of(stay)
    names = names_of([host.person_id for host in hosts if host.person_id])
    duties = [
        (duty, _(DUTIES[duty]), [_row(host, names) for host in hosts if host.duty == duty])
        for duty in Duty
        if any(host.duty == duty for host in hosts)
    ]
    return page("stays/hosts.html", head=head_view(stay), duties=duties)


@bp.post("/<int:host_id>")
@requires(Right.STAY_SEE)
def update(reference: str, host_id: int) -> ResponseReturnValue:
    """On the way, in the lobby, or not there."""
    host = or_404(host_of(stay_here(reference), host_id))
    said = request.form.get("says", "way")
    say_host_state(host, is_there=SAYS.get(said), by=actor(), at=now())
    return back_to(reference, _("Noted."), "stays.hosts.show")


def _row(host: StayHost, names: dict[int, str]) -> View:
    return {
        "id": host.id,
        "post": _(POST_NAMES[Post(host.post)]),
        "person": names.get(host.person_id or 0, ""),
        "is_optional": host.is_optional,
        "is_me": Post(host.post) in my_posts(),
        "called_at": host.called_at,
        "on_the_way_at": host.on_the_way_at,
        "there_at": host.there_at,
        "absent_at": host.absent_at,
    }
