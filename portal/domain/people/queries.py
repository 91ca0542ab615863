"""Finding people."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.outbox.operations import Recipient
from portal.domain.people.models import Person, PersonRole, SignIn
from portal.domain.rights import Role


def hashed(token: str) -> str:
    """What is stored of a secret token. Tokens are random and long, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()


def signed_in(token: str, *, at: datetime, address: str | None = None, request_id: str | None = None) -> Actor | None:
    """Whose cookie this is, with roles, in one query; None when the sign-in ended, expired, or the person was deactivated."""
    rows = (
        session()
        .execute(
            select(SignIn.id, Person, PersonRole.role)
            .join(Person, Person.id == SignIn.person_id)
            .outerjoin(PersonRole, PersonRole.person_id == Person.id)
            .where(
                SignIn.token_hash == hashed(token),
                SignIn.ended_at.is_(None),
                SignIn.expires_at > at,
                Person.deactivated_at.is_(None),
            )
        )
        .all()
    )
    if not rows:
        return None
    sign_in_id, person, _ = rows[0]
    roles = frozenset(Role(role) for _, _, role in rows if role)
    return actor_for(person, roles, sign_in_id=sign_in_id, address=address, request_id=request_id)


def actor_for(
    person: Person,
    roles: frozenset[Role],
    *,
    sign_in_id: int | None = None,
    address: str | None = None,
    request_id: str | None = None,
) -> Actor:
    """The person as a doer."""
    return Actor(
        person_id=person.id,
        name=person.name,
        roles=roles,
        organisation_id=person.organisation_id,
        email=person.email,
        locale=person.locale,
        zone=person.zone,
        sees_whole_organisation=person.sees_whole_organisation or Role.PRIMARY_CONTACT in roles,
        sign_in_id=sign_in_id,
        address=address,
        request_id=request_id,
    )


def person_by_email(email: str) -> Person | None:
    """The person with this mail address, whatever its capitals; active or not."""
    return session().scalar(select(Person).where(Person.email == email.strip().lower()))


def roles_of(person_id: int) -> frozenset[Role]:
    """The roles of one person."""
    return frozenset(Role(role) for role in session().scalars(select(PersonRole.role).where(PersonRole.person_id == person_id)))


def recipient(person: Person) -> Recipient:
    """Where mail to this person goes, in their language and zone."""
    return Recipient(person.email, person.name, person.locale, person.zone, person.organisation_id)
