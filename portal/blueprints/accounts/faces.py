"""The door of a shared tablet: who are you, and your PIN (P4). On any other browser there is nothing here."""

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.accounts.forms import PinForm
from portal.blueprints.accounts.returning import way_on
from portal.clock import now
from portal.domain.people.devices import face, faces
from portal.domain.people.operations import switch
from portal.domain.people.pin_locks import refuse_locked
from portal.domain.people.pin_rules import as_typed
from portal.domain.people.pins import PinProof, pepper_of, prove_pin
from portal.domain.people.refusals import DeviceNeeded
from portal.web.admission import actor, beforehand, public, remember
from portal.web.forms import is_local
from portal.web.responses import changed, invalid, page

bp = Blueprint("faces", __name__, url_prefix="/pin")


@bp.get("")
@public
def index() -> ResponseReturnValue:
    """Faces to choose from; of one that is chosen, the pad."""
    refuse_elsewhere()
    wanted = request.args.get("next", "")
    form = PinForm(data={"person": request.args.get("person", type=int), "next": wanted if is_local(wanted) else ""})
    return shown(form)


def proven() -> tuple[PinForm, PinProof | None]:
    """The form, and its PIN hashed; None when there is something to fill in first."""
    refuse_elsewhere()
    form = PinForm()
    if not form.validate() or form.person.data is None:
        return form, None
    refuse_locked(form.person.data, by=actor(), at=now())
    return form, prove_pin(as_typed(form.pin.data), form.person.data, pepper_of(current_app.config["SECRET_KEY"]))


@bp.post("")
@public
@beforehand(proven)
def create(done: tuple[PinForm, PinProof | None]) -> ResponseReturnValue:
    """Switch. Wrong, of somebody else and of nobody get one answer."""
    form, proof = done
    started = switch(proof, browser=request.user_agent.string, by=actor(), at=now()) if proof else None
    if started is None:
        if proof:
            form.refuse("pin", _("This isn't the right PIN. Try again."))
        return shown(form, status=422)
    remember(started.token, started.actor)
    return changed(to=way_on(form.next.data or "", form.kept.data or "", by=started.actor))


def shown(form: PinForm, *, status: int = 200) -> Response:
    """The pad for whom was chosen, else the faces."""
    chosen = face(actor(), form.person.data) if form.person.data else None
    say = invalid if status != 200 else page  # noqa: PLR2004
    if chosen is None:
        found = faces(actor(), at=now())
        here, others = ([one for one in found if one.is_here == is_here] for is_here in (True, False))
        return say("accounts/faces.html", here=here, others=others, wanted=form.next.data, device=actor().device)
    return say("accounts/pin.html", form=form, face=chosen, device=actor().device)


def refuse_elsewhere() -> None:
    """A PIN opens nothing but a shared tablet."""
    if actor().device_id is None:
        raise DeviceNeeded
