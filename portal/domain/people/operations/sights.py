"""Keeping an organisation's tickets from somebody on staff, and giving them back (P2)."""

from datetime import datetime

from sqlalchemy import delete

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.people.models import Person, WithheldSight
from portal.domain.people.queries import roles_of
from portal.domain.people.refusals import AdministratorSeesAll, OnlyFromStaff, SightReasonMissing
from portal.domain.people.sights import alone_with_sight_of, sight_withheld
from portal.domain.rights import Right, Role, needs


@needs(Right.PERSON_CHANGE)
def note_withheld_sight(person: Person, organisation_id: int, reason: str, *, by: Actor, at: datetime) -> bool:
    """Keep the tickets of an organisation from somebody on staff from now on; False: they were kept already.

    Part of staffing.withhold_sight. Refused: OnlyFromStaff, AdministratorSeesAll, SightReasonMissing.
    """
    if person.organisation_id is not None:
        raise OnlyFromStaff
    alone_with_sight_of(person.id)
    if Role.ADMINISTRATOR in roles_of(person.id):
        raise AdministratorSeesAll
    if not reason.strip():
        raise SightReasonMissing
    if sight_withheld(person.id, organisation_id) is not None:
        return False
    facts = {"organisation_id": organisation_id, "reason": reason.strip()}
    session().add(WithheldSight(person_id=person.id, by_id=by.person_id, at=at, **facts))
    record(by, "person.sight_withheld", person, at=at, **facts)
    return True


@needs(Right.PERSON_CHANGE)
def give_back_sight(sight: WithheldSight, *, by: Actor, at: datetime) -> None:
    """Let the person see the organisation's tickets again, and be given them. Of two at once the first is told of."""
    person = session().get_one(Person, sight.person_id)
    gone = session().execute(delete(WithheldSight).where(WithheldSight.id == sight.id))
    if gone.rowcount:  # type: ignore[attr-defined]
        record(by, "person.sight_given_back", person, at=at, organisation_id=sight.organisation_id)
