"""The first administrator, who comes before anybody could invite them."""

from datetime import datetime

from sqlalchemy import select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.errors import N_, Refused
from portal.domain.house.queries import house
from portal.domain.people.models import Person, PersonRole
from portal.domain.people.passwords import NewPassword
from portal.domain.people.queries import person_by_email
from portal.domain.people.refusals import EmailTaken
from portal.domain.rights import Right, Role, needs


class AdministratorThere(Refused):
    """The first is made once; they let in the others."""

    sentence = N_("There is an administrator already: {email}. They can invite others in the portal, under People.")


@needs(Right.PERSON_CHANGE)
def make_first_administrator(name: str, email: str, new: NewPassword, *, by: Actor, at: datetime) -> Person:
    """An administrator with a password, no mail needed. Refused: AdministratorThere, EmailTaken."""
    one_at_a_time("first administrator")
    if (there := _administrator_there()) is not None:
        raise AdministratorThere(email=there)
    if person_by_email(email) is not None:
        raise EmailTaken
    person = Person(
        name=name,
        email=email.strip().lower(),
        password_hash=new.hash,
        locale=house().locale,
        zone=house().zone,
        created_at=at,
        roles=[PersonRole(role=Role.ADMINISTRATOR)],
    )
    session().add(person)
    record(by, "person.made_first_administrator", person, at=at, name=name, email=person.email)
    return person


def _administrator_there() -> str | None:
    """The mail address of the administrator who is there longest; None when there is none who may sign in."""
    return session().scalar(
        select(Person.email)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(PersonRole.role == Role.ADMINISTRATOR, Person.deactivated_at.is_(None))
        .order_by(Person.id)
        .limit(1)
    )
