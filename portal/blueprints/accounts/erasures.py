"""Erasing a person on request, for good (P24)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.accounts.forms import ErasureForm
from portal.clock import now
from portal.domain.erasures.operations import erase_person
from portal.domain.people.queries import person_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("erasures", __name__, url_prefix="/people/<int:person_id>/erasure")


@bp.get("/new")
@requires(erase_person)
def new(person_id: int) -> ResponseReturnValue:
    """What will go, what stays, and the question."""
    person = or_404(person_for(actor(), person_id))
    return page("accounts/erasure.html", person=person, form=ErasureForm(of=person))


@bp.post("")
@requires(erase_person)
def create(person_id: int) -> ResponseReturnValue:
    """Do it."""
    person = or_404(person_for(actor(), person_id))
    form = ErasureForm(of=person)
    if not form.validate():
        return invalid("accounts/erasure.html", person=person, form=form)
    erase_person(person, _("Erased person %(number)d", number=person.id), by=actor(), at=now())
    return changed(to=url_for("accounts.people.edit", person_id=person_id), notice=_("Erased for good."))
