"""Connecting a telephone system: its secret is made here, shown once, and changed here (BR20)."""

from flask import Blueprint, current_app, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from portal.clock import now
from portal.domain.outreach.operations import connect_telephone
from portal.domain.outreach.ringing import key_in_force, secret_of
from portal.domain.people.displays import new_token
from portal.web.admission import actor, requires
from portal.web.forms import PortalForm, forget_what_was_sent
from portal.web.responses import page

bp = Blueprint("telephone", __name__, url_prefix="/telephone")


class TelephoneForm(PortalForm):
    """One button."""

    id = "telephone"

    form_key = HiddenField()  # random, one for each form that is opened


@bp.get("")
@requires(connect_telephone)
def edit() -> ResponseReturnValue:
    """Whether one is connected, and how it tells of a call."""
    return _shown(TelephoneForm(data={"form_key": new_token()}))


@bp.post("")
@requires(connect_telephone)
def create() -> ResponseReturnValue:
    """A new secret, shown here and now, since nobody can look it up later. The form sent twice shows the same."""
    form = TelephoneForm()
    key = connect_telephone(form.form_key.data or new_token(), by=actor(), at=now())
    forget_what_was_sent()
    return _shown(form, secret_of(key.seed, current_app.config["SECRET_KEY"]))


def _shown(form: TelephoneForm, secret: str = "") -> ResponseReturnValue:
    address = url_for("outreach.hook.create", _external=True)
    return page("settings/telephone.html", form=form, key=key_in_force(actor()), secret=secret, address=address)
