"""Oneself: name, phone, language, time zone."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.accounts.forms import AccountForm
from portal.clock import now
from portal.domain.people.operations import change_profile
from portal.domain.people.queries import person_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.get("")
@requires(change_profile)
def edit() -> ResponseReturnValue:
    """The form."""
    person = or_404(person_for(actor(), actor().person_id or 0))
    return page("accounts/account.html", form=AccountForm(obj=person), email=person.email)


@bp.post("")
@requires(change_profile)
def update() -> ResponseReturnValue:
    """Set them."""
    form = AccountForm()
    if not form.validate():
        return invalid("accounts/account.html", form=form, email=actor().email)
    change_profile(form.draft(), by=actor(), at=now())
    return changed(to=url_for(".edit"), notice=_("Saved."))
