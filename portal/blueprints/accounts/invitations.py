"""Accepting an invitation by choosing a password (P3)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.accounts.choosing import Choice, chosen, shown, taken
from portal.blueprints.accounts.forms import NewPasswordForm
from portal.web.admission import beforehand, public
from portal.web.headers import private

bp = Blueprint("invitations", __name__, url_prefix="/invitations")
bp.after_request(private)


@bp.get("/<string:token>")
@public
def edit(token: str) -> ResponseReturnValue:
    """Who invited, and the form. Looking changes nothing: mail scanners look, too."""
    return shown(token, NewPasswordForm())


@bp.post("/<string:token>")
@public
@beforehand(chosen)
def update(token: str, done: Choice) -> ResponseReturnValue:
    """Set the password; the invitation is used up."""
    return taken(token, done)
