"""What somebody on staff may do."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.accounts.forms import RolesForm
from portal.blueprints.accounts.showing import shown
from portal.clock import now
from portal.domain.people.queries import person_for
from portal.domain.staffing.operations import set_roles
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404

bp = Blueprint("roles", __name__, url_prefix="/people/<int:person_id>/roles")


@bp.post("")
@requires(set_roles)
def update(person_id: int) -> ResponseReturnValue:
    """Exactly these; the person signs in again."""
    person, form = or_404(person_for(actor(), person_id)), RolesForm()
    if not form.validate():
        return invalid("accounts/person.html", **shown(person, roles=form))
    set_roles(person, form.chosen, by=actor(), at=now())
    return changed(to=url_for("accounts.people.edit", person_id=person_id), notice=_("Roles saved."))
