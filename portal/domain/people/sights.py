"""Whose tickets are kept from whom on staff: a conflict of interest, or a confidential customer (P2).

Every Actor carries it (queries.signed_in), and every look at tickets heeds it. Here is what is asked about others:
whom a mail may reach, and what an administrator reads on a person's page.
"""

from collections.abc import Collection

from sqlalchemy import select

from portal.db import one_at_a_time, session
from portal.domain.people.models import Person, PersonRole, WithheldSight
from portal.domain.rights import RIGHTS_OF, Right

TICKET_ROLES = frozenset(role for role, rights in RIGHTS_OF.items() if Right.TICKET_WORK in rights)


def alone_with_sight_of(person_id: int) -> None:
    """Until the transaction ends nobody else gives this person a ticket or takes sight or right from them (P2, P21).

    Before any ticket is held: who releases a person's tickets enters here first, then holds each.
    """
    one_at_a_time(f"sight of {person_id}")


def works_on_tickets(person_id: int, organisation_id: int | None = None) -> bool:
    """On staff, active, with a role that works on tickets; and those of this organisation aren't kept from them.

    As it stands now. One query.
    """
    kept = select(WithheldSight.person_id).where(WithheldSight.organisation_id == organisation_id)
    found = select(Person.id).where(
        Person.id == person_id,
        Person.organisation_id.is_(None),
        Person.deactivated_at.is_(None),
        Person.id.in_(select(PersonRole.person_id).where(PersonRole.role.in_(TICKET_ROLES))),
        Person.id.not_in(kept),
    )
    return session().scalar(found) is not None


def withheld_from(person_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The organisations whose tickets are kept from each of these people; each of them has a set. One query."""
    found: dict[int, set[int]] = {person_id: set() for person_id in person_ids}
    asked = select(WithheldSight.person_id, WithheldSight.organisation_id)
    for person_id, organisation_id in session().execute(asked.where(WithheldSight.person_id.in_(found))):
        found[person_id].add(organisation_id)
    return {person_id: frozenset(organisations) for person_id, organisations in found.items()}


def is_kept_from(person_id: int, organisation_id: int) -> bool:
    """The tickets of this organisation are kept from this person."""
    return sight_withheld(person_id, organisation_id) is not None


def sight_withheld(person_id: int, organisation_id: int) -> WithheldSight | None:
    """The row that says so."""
    asked = select(WithheldSight).where(
        WithheldSight.person_id == person_id, WithheldSight.organisation_id == organisation_id
    )
    return session().scalar(asked)


def sights_withheld(person_id: int) -> list[tuple[WithheldSight, str | None]]:
    """All that is kept from this person, the latest first, with the name of who decided it."""
    asked = select(WithheldSight, Person.name).outerjoin(Person, Person.id == WithheldSight.by_id)
    asked = asked.where(WithheldSight.person_id == person_id).order_by(WithheldSight.at.desc(), WithheldSight.id.desc())
    return [(sight, name) for sight, name in session().execute(asked)]
