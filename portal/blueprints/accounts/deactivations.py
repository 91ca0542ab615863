"""An account that works no more, and one that works again; and an invitation sent once more."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.people.operations import invite_again, reactivate_person
from portal.domain.people.queries import person_for
from portal.domain.rights import Right
from portal.domain.staffing.operations import close_account
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("deactivations", __name__, url_prefix="/people/<int:person_id>")


@bp.post("/deactivation")
@requires(close_account)
def create(person_id: int) -> ResponseReturnValue:
    """Nobody signs in with it any more; what its person had to do is nobody's."""
    person = or_404(person_for(actor(), person_id))
    close_account(person, by=actor(), at=now())
    return changed(
        to=url_for("accounts.people.edit", person_id=person_id),
        notice=_("%(name)s can't sign in any more.", name=person.name),
    )


@bp.post("/deactivation/withdrawal")
@requires(reactivate_person)
def destroy(person_id: int) -> ResponseReturnValue:
    """It works again."""
    person = or_404(person_for(actor(), person_id))
    reactivate_person(person, by=actor(), at=now())
    return changed(
        to=url_for("accounts.people.edit", person_id=person_id),
        notice=_("%(name)s can sign in again.", name=person.name),
    )


@bp.post("/invitation")
@requires(Right.PERSON_CHANGE)
def update(person_id: int) -> ResponseReturnValue:
    """Send a new invitation to somebody who hasn't chosen a password yet."""
    person = or_404(person_for(actor(), person_id))
    invite_again(person, by=actor(), at=now())
    return changed(
        to=url_for("accounts.people.edit", person_id=person_id),
        notice=_("Invitation sent to %(email)s.", email=person.email),
    )
