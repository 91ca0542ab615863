"""What the queue can be narrowed by, and what the present choices are called (Q4)."""

from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.organisations.models import Organisation, Plan
from portal.domain.organisations.queries import plans
from portal.domain.people.models import Person, PersonRole
from portal.domain.people.sights import TICKET_ROLES
from portal.domain.tickets.listing import is_open
from portal.domain.tickets.models import ProductArea, Ticket
from portal.domain.tickets.queries import all_areas, theirs

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
    """All plans and areas, and the organisations and people that an open ticket is of. Four queries."""

    def named(kind: type[Organisation | Person], key: InstrumentedAttribute[Any]) -> list[Option]:
        concerned = select(key).where(is_open(), theirs(actor))
        found = select(kind.id, kind.name).where(kind.id.in_(concerned)).order_by(kind.name, kind.id)
        return [(number, name) for number, name in session().execute(found)]

    return Options(
        organisation=named(Organisation, Ticket.organisation_id),
        plan=[(plan.id, plan.name) for plan in plans()],
        assignee=named(Person, Ticket.assignee_id),
        area=[(area.id, area.name) for area in all_areas()],
    )


def names_of_choices(actor: Actor, **chosen: int) -> dict[str, str]:
    """The name of each that was chosen and is the reader's to know; as assignee, of those who can have tickets (P2).

    One query for each choice.
    """
    if not actor.is_staff:
        return {}
    if chosen.get("organisation") in actor.withheld:
        del chosen["organisation"]
    found: dict[str, str] = {}
    for choice, number in chosen.items():
        key, name = COLUMNS[choice]
        called = select(name).where(key == number)
        if choice == "assignee":
            works = select(PersonRole.person_id).where(PersonRole.role.in_(TICKET_ROLES))
            called = called.where(Person.organisation_id.is_(None), Person.id.in_(works))
        if (word := session().scalar(called)) is not None:
            found[choice] = word
    return found
