"""What the queue can be narrowed by, and what the present choices are called (Q4)."""

from typing import NamedTuple

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.organisations.models import Organisation, Plan
from portal.domain.organisations.queries import plans
from portal.domain.people.models import Person
from portal.domain.tickets.listing import is_open
from portal.domain.tickets.models import ProductArea, Ticket
from portal.domain.tickets.queries import agents, all_areas, theirs

COLUMNS = {
    "organisation": (Organisation.id, Organisation.name),
    "plan": (Plan.id, Plan.name),
    "assignee": (Person.id, Person.name),
    "area": (ProductArea.id, ProductArea.name),
}
Option = tuple[int, str]


class Options(NamedTuple):
    """Number and name of each."""

    organisation: list[Option]
    plan: list[Option]
    assignee: list[Option]
    area: list[Option]


def options_for(actor: Actor) -> Options:
    """All plans, areas and agents, and the organisations that have an open ticket. Four queries."""
    waiting = select(Ticket.organisation_id).where(is_open(), theirs(actor))
    found = select(Organisation.id, Organisation.name).where(Organisation.id.in_(waiting)).order_by(Organisation.name)
    return Options(
        organisation=[(number, name) for number, name in session().execute(found)],
        plan=[(plan.id, plan.name) for plan in plans()],
        assignee=[(person.id, person.name) for person in agents()],
        area=[(area.id, area.name) for area in all_areas()],
    )


def names_of_choices(actor: Actor, **chosen: int) -> dict[str, str]:
    """The name of each that was chosen and is the reader's to know. One query for each choice."""
    if not actor.is_staff:
        return {}
    found: dict[str, str] = {}
    for choice, number in chosen.items():
        key, name = COLUMNS[choice]
        if (word := session().scalar(select(name).where(key == number))) is not None:
            found[choice] = word
    return found
