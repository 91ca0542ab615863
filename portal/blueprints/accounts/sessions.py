"""The way in and out."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.accounts.forms import SignInForm
from portal.blueprints.accounts.returning import way_on
from portal.clock import now
from portal.domain.booking.queries import is_anything_offered
from portal.domain.people.attempts import refuse_too_many
from portal.domain.people.operations import sign_in, sign_out
from portal.domain.people.passwords import Proof, prove
from portal.domain.people.queries import person_by_email
from portal.web.admission import actor, beforehand, forget, public, remember, requires
from portal.web.forms import is_local
from portal.web.responses import changed, invalid, page

bp = Blueprint("sessions", __name__)


@bp.get("/sign-in")
@public
def new() -> ResponseReturnValue:
    """The form; who is signed in already goes where they wanted. On a shared tablet one has a PIN (P4)."""
    wanted = request.args.get("next", "")
    if actor().is_known:
        return changed(to=wanted if is_local(wanted) else url_for("accounts.home.show"))
    if actor().device_id and request.args.get("by") != "password":
        return changed(to=url_for("accounts.faces.index", next=wanted or None))
    return page("accounts/sign_in.html", form=SignInForm(data={"next": wanted}), bookable=is_anything_offered())


def proven() -> tuple[SignInForm, Proof | None]:
    """The form, and what came of checking its password; None when there is something to fill in first."""
    form = SignInForm()
    if not form.validate():
        return form, None
    email = form.email.data.lower()
    refuse_too_many("sign_in", email, actor().address, at=now())
    return form, prove(form.password.data, email, person_by_email(email))


@bp.post("/sign-in")
@public
@beforehand(proven)
def create(done: tuple[SignInForm, Proof | None]) -> ResponseReturnValue:
    """Begin a sign-in in this browser. Unknown, deactivated and mistyped get one answer."""
    form, proof = done
    started = sign_in(proof, browser=request.user_agent.string, by=actor(), at=now()) if proof else None
    if started is None:
        if proof:
            form.form_errors.append(
                _("Mail address and password don't belong together. Check both; capitals count in the password.")
            )
        return invalid("accounts/sign_in.html", form=form, bookable=is_anything_offered())
    remember(started.token, started.actor)
    return changed(to=way_on(form.next.data or "", form.kept.data or "", by=started.actor))


@bp.post("/sign-out")
@requires(sign_out)
def destroy() -> ResponseReturnValue:
    """End it."""
    sign_out(by=actor(), at=now())
    forget()
    return changed(to=url_for("accounts.home.show"), notice=_("You are signed out."))
