"""Words and links of the list of people."""

from collections.abc import Collection

from flask import request, url_for
from flask_babel import gettext as _

from portal.domain.organisations.queries import names, names_of
from portal.domain.people.models import Person
from portal.domain.people.queries import PeopleFilter
from portal.domain.rights import Role
from portal.web.admission import actor
from portal.web.context import ROLE_NAMES
from portal.web.forms import clean

PAGE = 50  # people on one page
MOST = 2**31  # larger numbers are no ids; a database would refuse them


def chosen_filter() -> PeopleFilter:
    """What the address asks for."""
    return PeopleFilter(
        text=str(clean(request.args.get("q", "")))[:100],
        side=request.args.get("side", ""),
        organisation_id=number("organisation"),
        deactivated=request.args.get("state") == "deactivated",
    )


def number(name: str) -> int | None:
    """A number in the address, when it can be an id."""
    found = request.args.get(name, type=int)
    return found if found is not None and 0 < found < MOST else None


def links(chosen: PeopleFilter) -> list[dict[str, object]]:
    """The choices over the list, the present one marked."""
    offered = (
        (_("All"), {}, not chosen.side and not chosen.deactivated),
        (_("On staff"), {"side": "staff"}, chosen.side == "staff"),
        (_("Of customers"), {"side": "customers"}, chosen.side == "customers"),
        (_("Deactivated"), {"state": "deactivated"}, chosen.deactivated),
    )
    kept = {"q": chosen.text or None}
    return [
        {"label": label, "href": url_for(".index", **kept, **args), "current": current}
        for label, args, current in offered
    ]


def role_words(person: Person) -> list[str]:
    """The person's roles in words, the weightiest first."""
    has = {Role(role.role) for role in person.roles}
    return [_(word) for role, word in ROLE_NAMES.items() if role in has]


def organisation_names(people: Collection[Person]) -> dict[int, str]:
    """The names of the organisations of these people, by id."""
    return names_of({person.organisation_id for person in people if person.organisation_id is not None})


def organisation_choices() -> list[tuple[int, str]]:
    """The house, then all customers by name."""
    return [(0, _("The house")), *names(actor())]
