"""Locking a shared tablet: by its button, or by its page when nobody touches it (P4)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.people.operations import sign_out
from portal.web.admission import actor, forget, requires
from portal.web.forms import is_local
from portal.web.responses import changed, or_404

bp = Blueprint("locks", __name__, url_prefix="/pin/lock")


@bp.post("")
@requires(sign_out)
def create() -> ResponseReturnValue:
    """Sign out; the same person comes back to the same page, and anybody else begins anew."""
    or_404(actor().device_id)
    person, back = actor().person_id, request.form.get("back", "")
    sign_out(by=actor(), at=now())
    forget()
    return changed(to=url_for("accounts.faces.index", person=person, next=back if is_local(back) else None))
