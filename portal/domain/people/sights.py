"""Whose tickets are kept from whom on staff: a conflict of interest, or a confidential customer (P2).

Every Actor carries it (queries.signed_in), and every look at tickets heeds it. Here is what is asked about others:
whom a mail may reach, and what an administrator reads on a person's page.
"""

from collections.abc import Collection

from sqlalchemy import select

from portal.db import session
from portal.domain.people.models import Person, WithheldSight


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
