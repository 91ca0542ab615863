"""Changing one's own password."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.accounts.forms import PasswordForm
from portal.clock import now
from portal.domain.people.attempts import refuse_too_many
from portal.domain.people.operations import change_password
from portal.domain.people.passwords import NewPassword, Proof, prove
from portal.domain.people.queries import person_for
from portal.domain.rights import Right
from portal.web.admission import actor, beforehand, remember, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("passwords", __name__, url_prefix="/account/password")


@bp.get("")
@requires(Right.ACCOUNT_OWN)
def edit() -> ResponseReturnValue:
    """The form."""
    return page("accounts/password.html", form=PasswordForm())


def proven() -> tuple[PasswordForm, Proof | None, NewPassword | None]:
    """The form, the present password checked, the new one hashed."""
    form, person = PasswordForm(), or_404(person_for(actor(), actor().person_id or 0))
    refuse_too_many("sign_in", person.email, actor().address, at=now())
    new = form.new_password(person.name, person.email)
    return form, prove(form.present.data, person.email, person) if new else None, new


@bp.post("")
@requires(change_password)
@beforehand(proven)
def update(done: tuple[PasswordForm, Proof | None, NewPassword | None]) -> ResponseReturnValue:
    """Set it; all other sign-ins end, this browser's is a fresh one."""
    form, proof, new = done
    if proof is None or new is None:
        return invalid("accounts/password.html", form=form)
    started = change_password(proof, new, browser=request.user_agent.string, by=actor(), at=now())
    if started is None:
        form.refuse("present", _("This is not your present password."))
        return invalid("accounts/password.html", form=form)
    remember(started.token, started.actor)
    return changed(
        to=url_for("accounts.account.edit"), notice=_("Password changed. You are signed out everywhere else.")
    )
