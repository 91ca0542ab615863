"""The people of the house and of its customers, for administrators (P1)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.accounts.forms import InvitationForm, PersonForm
from portal.blueprints.accounts.listing import (
    PAGE,
    chosen_filter,
    links,
    number,
    organisation_choices,
    organisation_names,
    role_words,
)
from portal.blueprints.accounts.showing import shown
from portal.clock import now
from portal.domain.people.operations import change_person, change_visibility, invite
from portal.domain.people.queries import people_of, person_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.get("")
@requires(Right.PERSON_CHANGE)
def index() -> ResponseReturnValue:
    """By name, some at a time."""
    chosen = chosen_filter()
    found = people_of(actor(), chosen, after=number("after"), most=PAGE + 1)
    shown = found[:PAGE]
    return page(
        "accounts/people.html",
        people=shown,
        chosen=chosen,
        filters=links(chosen),
        organisations=organisation_names(shown),
        roles={person.id: role_words(person) for person in shown},
        further=url_for(".index", **(request.args.to_dict() | {"after": shown[-1].id})) if len(found) > PAGE else None,
    )


@bp.get("/new")
@requires(Right.PERSON_CHANGE)
def new() -> ResponseReturnValue:
    """The invitation."""
    return page("accounts/person_new.html", form=_invitation())


@bp.post("")
@requires(Right.PERSON_CHANGE)
def create() -> ResponseReturnValue:
    """Make the account and mail the invitation."""
    form = _invitation()
    if not form.validate():
        return invalid("accounts/person_new.html", form=form)
    person = invite(
        form.name.data,
        form.email.data,
        form.chosen_roles,
        form.organisation.data or None,
        phone=form.phone.data,
        job_title=form.job_title.data,
        by=actor(),
        at=now(),
    )
    return changed(
        to=url_for(".edit", person_id=person.id), notice=_("Invitation sent to %(email)s.", email=person.email)
    )


@bp.get("/<int:person_id>")
@requires(Right.PERSON_CHANGE)
def edit(person_id: int) -> ResponseReturnValue:
    """One person: facts, roles, account."""
    return page("accounts/person.html", **shown(or_404(person_for(actor(), person_id))))


@bp.post("/<int:person_id>")
@requires(Right.PERSON_CHANGE)
def update(person_id: int) -> ResponseReturnValue:
    """Correct the facts."""
    person, form = or_404(person_for(actor(), person_id)), PersonForm()
    if not form.validate():
        return invalid("accounts/person.html", **shown(person, form=form))
    change_person(
        person, name=form.name.data, phone=form.phone.data, job_title=form.job_title.data, by=actor(), at=now()
    )
    if person.organisation_id is not None:
        change_visibility(person, sees_whole_organisation=form.sees_whole_organisation.data, by=actor(), at=now())
    return changed(to=url_for(".edit", person_id=person.id), notice=_("Saved."))


def _invitation() -> InvitationForm:
    form = InvitationForm()
    form.organisation.choices = organisation_choices()
    return form
