"""One named caller for another, with notice (S34)."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.roster.forms import SubstitutionForm
from portal.blueprints.roster.place import in_address, roster_url, whose
from portal.blueprints.roster.views import substitution_form
from portal.clock import now
from portal.domain.organisations.models import Organisation
from portal.domain.organisations.queries import running_contract
from portal.domain.rights import Right
from portal.domain.roster.operations import give_notice, withdraw_notice
from portal.domain.roster.queries import caller_for, roster_version, substitution_for
from portal.web.admission import actor, requires
from portal.web.formats import moment
from portal.web.ids import dom_id
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("substitutions", __name__)


@bp.get("/roster/substitutions/new")
@bp.get("/organisations/<int:organisation_id>/roster/substitutions/new")
@requires(give_notice)
def new(organisation_id: int | None = None) -> ResponseReturnValue:
    """Who leaves, who comes."""
    organisation = whose(organisation_id)
    form = substitution_form(organisation.id, running_contract(organisation.id, now()), now())
    leaver = request.args.get("leaver", "")
    if form.kept_at is None and leaver in {str(key) for key, _name in form.leaver_id.choices}:
        form.leaver_id.data = int(leaver)
    form.begin_at(roster_version(organisation.id))
    return page("roster/substitutions/new.html", **_around(organisation, form))


@bp.post("/roster/substitutions")
@bp.post("/organisations/<int:organisation_id>/roster/substitutions")
@requires(give_notice)
def create(organisation_id: int | None = None) -> ResponseReturnValue:
    """The submitted form is the written notice."""
    organisation = whose(organisation_id)
    form = substitution_form(organisation.id, running_contract(organisation.id, now()), now())
    if not form.validate():
        return invalid("roster/substitutions/new.html", **_around(organisation, form))
    leaver = or_404(caller_for(actor(), form.leaver_id.data))
    notice = give_notice(leaver, form.draft(), version=form.seen_version, by=actor(), at=now())
    return changed(
        to=roster_url(organisation.id),
        notice=_(
            "Notice given. %(comer)s takes the place of %(leaver)s on %(at)s.",
            comer=notice.comer_person.name,
            leaver=leaver.name,
            at=moment(notice.effective_at),
        ),
    )


@bp.get("/roster/substitutions/<int:substitution_id>")
@requires(Right.ROSTER_SEE)
def show(substitution_id: int) -> ResponseReturnValue:
    """Its line on the roster: from where only its number is known, such as the queue (Q7)."""
    substitution = or_404(substitution_for(actor(), substitution_id))
    return redirect(f"{roster_url(substitution.organisation_id)}#{dom_id(substitution, 'row')}", 303)


@bp.post("/roster/substitutions/<int:substitution_id>/withdrawal")
@requires(withdraw_notice)
def destroy(substitution_id: int) -> ResponseReturnValue:
    """Take the notice back."""
    substitution = or_404(substitution_for(actor(), substitution_id))
    withdraw_notice(substitution, by=actor(), at=now())
    name = substitution.leaver.person.name
    return changed(
        to=roster_url(substitution.organisation_id), notice=_("Withdrawn. %(name)s stays a named caller.", name=name)
    )


def _around(organisation: Organisation, form: SubstitutionForm) -> dict[str, object]:
    return {
        "form": form,
        "organisation_name": organisation.name,
        "back": roster_url(organisation.id),
        "substitute_url": url_for(".create", organisation_id=in_address(organisation.id)),
    }
