"""People for the tests. Everybody's password is the same; hashing it once saves 30 ms a person."""

from itertools import count

from portal.clock import now
from portal.db import session, transaction
from portal.domain.actors import Actor
from portal.domain.people.models import Person, PersonRole
from portal.domain.people.passwords import hash_password
from portal.domain.people.queries import actor_for, roles_of
from portal.domain.rights import Role

PASSWORD = "seven tall ships"
PASSWORD_HASH = hash_password(PASSWORD)
_numbers = count(1)


def make_person(*roles: Role, name: str = "", email: str = "", organisation_id: int | None = None, **facts) -> Person:
    """Somebody who has chosen PASSWORD; a staff agent unless said. Inside a transaction, or in one of its own."""
    number = next(_numbers)
    person = Person(
        name=name or f"Person {number}",
        email=email or f"person{number}@example.com",
        organisation_id=organisation_id,
        created_at=facts.pop("created_at", now()),
        password_hash=facts.pop("password_hash", PASSWORD_HASH),
        roles=[PersonRole(role=role) for role in roles or (Role.AGENT,)],
        **facts,
    )
    session().add(person)
    session().flush()
    return person


def stored_person(app, *roles: Role, **facts) -> Person:
    """The same, committed."""
    with app.app_context(), transaction():
        return make_person(*roles, **facts)


def actor_of(person: Person, **facts) -> Actor:
    """The person as a doer; inside a transaction."""
    return actor_for(person, roles_of(person.id), **facts)
