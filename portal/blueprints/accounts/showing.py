"""What stands on a person's page. Every noun of a person that answers with the page uses it."""

from dataclasses import dataclass
from datetime import datetime

from portal.blueprints.accounts.forms import PersonForm, RolesForm, SightForm
from portal.blueprints.accounts.listing import organisation_names, role_words
from portal.domain.organisations.queries import names
from portal.domain.people.models import Person
from portal.domain.people.sights import sights_withheld
from portal.domain.rights import Role
from portal.web.admission import actor
from portal.web.forms import PortalForm


@dataclass(frozen=True, slots=True)
class Kept:
    """An organisation whose tickets are kept from the person."""

    organisation_id: int
    organisation: str
    reason: str
    by: str | None
    at: datetime


def shown(person: Person, **given: PortalForm) -> dict[str, object]:
    """The values of accounts/person.html; `given` are forms that were just sent, by name."""
    roles = {"roles": [role.role for role in person.roles]}
    return {
        "person": person,
        "form": given.get("form") or PersonForm(formdata=None, obj=person),
        "roles_form": given.get("roles") or RolesForm(formdata=None, data=roles),
        "words": role_words(person),
        "organisations": organisation_names([person]),
        **_sights(person, given.get("sight")),
    }


def sight_form(person: Person) -> SightForm:
    """The organisations whose tickets aren't kept yet."""
    kept = {sight.organisation_id for sight, _by in sights_withheld(person.id)}
    return SightForm([(number, name) for number, name in names(actor()) if number not in kept])


def _sights(person: Person, sent: PortalForm | None) -> dict[str, object]:
    """What is kept from somebody on staff, and the form to keep more; an administrator sees all (P2)."""
    if person.organisation_id is not None or person.erased_at or Role.ADMINISTRATOR in {r.role for r in person.roles}:
        return {"kept": [], "sight_form": None}
    all_names, withheld = dict(names(actor())), sights_withheld(person.id)
    kept = [Kept(one.organisation_id, all_names[one.organisation_id], one.reason, by, one.at) for one, by in withheld]
    rest = [(number, name) for number, name in all_names.items() if number not in {one.organisation_id for one in kept}]
    return {"kept": kept, "sight_form": sent or (SightForm(rest, formdata=None) if rest else None)}
