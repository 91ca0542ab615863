"""Choosing one's own PIN, knowing the present one or one's password (P4)."""

from flask import Blueprint, Response, current_app, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.blueprints.accounts.forms import OwnPinForm
from portal.clock import now
from portal.domain.people.attempts import refuse_too_many
from portal.domain.people.devices import has_pin
from portal.domain.people.models import Person
from portal.domain.people.operations import set_pin
from portal.domain.people.operations.pins import Choice
from portal.domain.people.passwords import Proof, prove
from portal.domain.people.pin_locks import refuse_locked
from portal.domain.people.pin_rules import as_typed
from portal.domain.people.pins import NewPin, PinProof, pepper_of, prove_pin
from portal.domain.people.queries import person_for
from portal.domain.rights import Right
from portal.web.admission import actor, beforehand, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("pins", __name__, url_prefix="/account/pin")
SAID = {
    Choice.UNPROVEN: ("present", _l("This isn't what you use now.")),
    Choice.REFUSED: ("pin", _l("This PIN can't be used: it is too easily guessed. Choose another one.")),
}


@bp.get("")
@requires(Right.ACCOUNT_OWN)
def edit() -> ResponseReturnValue:
    """The form."""
    own()
    return shown(OwnPinForm())


def proven() -> tuple[OwnPinForm, PinProof | Proof | None, NewPin | None]:
    """The form, what is present checked, the new PIN hashed."""
    form, person, pepper = OwnPinForm(), own(), pepper_of(current_app.config["SECRET_KEY"])
    if asks_pin():
        refuse_locked(person.id, by=actor(), at=now())
    else:
        refuse_too_many("sign_in", person.email, actor().address, at=now())
    new = form.new_pin(pepper, person.phone)
    if new is None:
        return form, None, None
    typed = form.present.data
    present = prove_pin(as_typed(typed), person.id, pepper) if asks_pin() else prove(typed, person.email, person)
    return form, present, new


@bp.post("")
@requires(set_pin)
@beforehand(proven)
def update(done: tuple[OwnPinForm, PinProof | Proof | None, NewPin | None]) -> ResponseReturnValue:
    """Set it; one's sign-ins on other tablets end."""
    form, present, new = done
    if present is None or new is None:
        return shown(form, status=422)
    outcome = set_pin(new, present, by=actor(), at=now())
    if outcome in SAID:
        form.refuse(SAID[outcome][0], str(SAID[outcome][1]))
        return shown(form, status=422)
    return changed(
        to=url_for("accounts.account.edit"), notice=_("PIN set. It works on every shared tablet of the house.")
    )


def own() -> Person:
    """Oneself; a customer's person has no use for a PIN, so there is nothing here for them."""
    return or_404(person_for(actor(), actor().person_id or 0) if actor().is_staff else None)


def asks_pin() -> bool:
    """On a tablet the present PIN is asked for when there is one, elsewhere the password."""
    return actor().device_id is not None and has_pin(actor().person_id or 0)


def shown(form: OwnPinForm, *, status: int = 200) -> Response:
    """The page."""
    say = invalid if status != 200 else page  # noqa: PLR2004
    if asks_pin():
        form.present.label.text = _("Present PIN")
    return say("accounts/own_pin.html", form=form, is_by_pin=asks_pin())
