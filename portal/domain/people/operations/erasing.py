"""What is left of an account when its person asks to be erased (P24)."""

from datetime import datetime

from sqlalchemy import delete

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.people.models import AccessLink, Person, SignIn, SignInAttempt, WithheldSight
from portal.domain.people.operations.people import deactivate_person
from portal.domain.rights import Right, needs

NOWHERE = "erased.invalid"  # a domain that never is (RFC 2606): nobody's mail, and nobody signs in with it


@needs(Right.PERSON_ERASE)
def erase_account(person: Person, called: str, *, by: Actor, at: datetime) -> None:
    """Put `called` in place of the name, and forget how to reach them, how they signed in and what was kept from them.

    Part of erasures.erase_person, which records it. Refused: NotOneself, LastAdministrator.
    """
    deactivate_person(person, by=by, at=at)
    for table in (SignIn, AccessLink, WithheldSight):
        session().execute(delete(table).where(table.person_id == person.id))
    session().execute(delete(SignInAttempt).where(SignInAttempt.email == person.email))
    person.name, person.email = called, _address_of_erased(person.id)
    person.phone = person.job_title = ""
    person.password_hash, person.erased_at = None, at


def _address_of_erased(person_id: int) -> str:
    """What stands in place of a mail address, which must stay unique."""
    return f"{person_id}@{NOWHERE}"
