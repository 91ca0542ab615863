"""A forgotten password: asking for a link, and choosing a new one through it (P3)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.blueprints.accounts.choosing import Choice, chosen, shown, taken
from portal.blueprints.accounts.forms import NewPasswordForm, ResetForm
from portal.clock import now
from portal.domain.people.operations import ask_reset
from portal.web.admission import actor, beforehand, public
from portal.web.headers import private
from portal.web.responses import changed, invalid, page

bp = Blueprint("resets", __name__, url_prefix="/password-resets")
bp.after_request(private)


@bp.get("/new")
@public
def new() -> ResponseReturnValue:
    """The form that asks for a link."""
    return page("accounts/forgotten.html", form=ResetForm())


@bp.post("")
@public
def create() -> ResponseReturnValue:
    """Mail a link, if there is such an account; the answer doesn't tell."""
    form = ResetForm()
    if not form.validate():
        return invalid("accounts/forgotten.html", form=form)
    ask_reset(form.email.data, by=actor(), at=now())
    return changed(to=url_for(".index"))


@bp.get("/asked")
@public
def index() -> ResponseReturnValue:
    """What happens now: the same words for everybody."""
    return page("accounts/reset_asked.html")


@bp.get("/<string:token>")
@public
def edit(token: str) -> ResponseReturnValue:
    """Choose a new password. Looking changes nothing: mail scanners look, too."""
    return shown(token, NewPasswordForm())


@bp.post("/<string:token>")
@public
@beforehand(chosen)
def update(token: str, done: Choice) -> ResponseReturnValue:
    """Set it; the link is used up."""
    return taken(token, done)
