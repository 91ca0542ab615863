"""Tickets of single customers that are kept from somebody on staff (P2)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.accounts.showing import shown, sight_form
from portal.clock import now
from portal.domain.organisations.queries import organisation_for
from portal.domain.people.operations import give_back_sight
from portal.domain.people.queries import person_for
from portal.domain.people.sights import sight_withheld
from portal.domain.staffing.operations import withhold_sight
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404

bp = Blueprint("sights", __name__, url_prefix="/people/<int:person_id>/sights")


@bp.post("")
@requires(withhold_sight)
def create(person_id: int) -> ResponseReturnValue:
    """Keep one more customer's tickets from them."""
    person = or_404(person_for(actor(), person_id))
    form = sight_form(person)
    if not form.validate():
        return invalid("accounts/person.html", **shown(person, sight=form))
    organisation = or_404(organisation_for(actor(), int(form.organisation.data)))
    withhold_sight(person, organisation, form.reason.data, by=actor(), at=now())
    notice = _(
        "The tickets of %(organisation)s are kept from %(name)s now.", organisation=organisation.name, name=person.name
    )
    return changed(to=_sights_of(person_id), notice=notice)


@bp.post("/<int:organisation_id>/withdrawal")
@requires(give_back_sight)
def destroy(person_id: int, organisation_id: int) -> ResponseReturnValue:
    """Give them back."""
    sight = or_404(sight_withheld(person_id, organisation_id))
    give_back_sight(sight, by=actor(), at=now())
    return changed(to=_sights_of(person_id), notice=_("The tickets are given back."))


def _sights_of(person_id: int) -> str:
    """Where on the person's page it shows."""
    return url_for("accounts.people.edit", person_id=person_id, _anchor="sights")
