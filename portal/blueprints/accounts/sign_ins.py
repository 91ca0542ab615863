"""Where one is signed in, and signing out there."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.accounts.browsers import browser_name
from portal.clock import now
from portal.domain.people.devices import device_names
from portal.domain.people.operations import end_sign_in
from portal.domain.people.queries import sign_ins_of
from portal.domain.rights import Right
from portal.web.admission import actor, forget, requires
from portal.web.responses import changed, page

bp = Blueprint("sign_ins", __name__, url_prefix="/account/sessions")


@bp.get("")
@requires(Right.ACCOUNT_OWN)
def index() -> ResponseReturnValue:
    """All that are open, this one marked."""
    found = sign_ins_of(actor(), at=now())
    tablets = device_names({one.device_id for one in found if one.device_id is not None})
    return page(
        "accounts/sign_ins.html",
        sign_ins=found,
        present=actor().sign_in_id,
        names={one.id: tablets.get(one.device_id or 0) or browser_name(one.browser) for one in found},
    )


@bp.post("/<int:sign_in_id>/end")
@requires(end_sign_in)
def destroy(sign_in_id: int) -> ResponseReturnValue:
    """End one of them; the one in use now sends to the front page."""
    here = sign_in_id == actor().sign_in_id
    end_sign_in(sign_in_id, by=actor(), at=now())
    if here:
        forget()
    return changed(to=url_for("accounts.home.show" if here else ".index"), notice=_("Signed out there."))
