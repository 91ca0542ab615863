"""Letting people in, what they may, and letting them go (P1).

An administrator does this for everybody. Who may change a roster does it for people of customers alone: a primary
contact for those of the own organisation, staff for all; the roster keeps the roles of named callers in step through
these operations.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.errors import NotThere, RightMissing
from portal.domain.house.queries import house
from portal.domain.outbox.operations import post
from portal.domain.people.models import Person, PersonRole, SignIn
from portal.domain.people.operations.pins import take_pin
from portal.domain.people.queries import person_by_email, recipient, roles_of
from portal.domain.people.refusals import (
    AlreadyHere,
    EmailTaken,
    LastAdministrator,
    NotOneself,
    PersonErased,
    RoleNotTheirs,
    TicketsAreKept,
)
from portal.domain.people.rules import INVITATION_LASTS, are_of_one_side
from portal.domain.people.sights import withheld_from
from portal.domain.people.starting import end_sign_ins, make_link
from portal.domain.rights import Right, Role, needs


@needs(Right.ROSTER_CHANGE)
def invite(
    name: str,
    email: str,
    roles: Collection[Role],
    organisation_id: int | None,
    *,
    by: Actor,
    at: datetime,
    phone: str = "",
    job_title: str = "",
    locale: str | None = None,
    zone: str | None = None,
) -> Person:
    """Make an account and mail its owner a link to choose a password; organisation None means on staff.

    Language and zone are the house's unless said. Refused: RoleNotTheirs, AlreadyHere, EmailTaken.
    """
    _require_reach(by, organisation_id)
    if not are_of_one_side(roles, organisation_id) or not roles:
        raise RoleNotTheirs
    _require_free(email, organisation_id)
    person = Person(
        name=name,
        email=email.strip().lower(),
        phone=phone,
        job_title=job_title,
        locale=locale or house().locale,
        zone=zone or house().zone,
        organisation_id=organisation_id,
        created_at=at,
        roles=[PersonRole(role=role) for role in sorted(roles)],
    )
    session().add(person)
    record(by, "person.invited", person, at=at, name=name, email=person.email, roles=sorted(roles))
    _mail_invitation(person, by, at)
    return person


@needs(Right.ROSTER_CHANGE)
def invite_again(person: Person, *, by: Actor, at: datetime) -> None:
    """Mail a new invitation to somebody who has not chosen a password yet; to others it does nothing."""
    _require_reach(by, person.organisation_id)
    if person.password_hash is None and person.is_active:
        record(by, "person.invited_again", person, at=at)
        _mail_invitation(person, by, at)


@needs(Right.ROSTER_CHANGE)
def change_person(person: Person, *, name: str, phone: str, job_title: str, by: Actor, at: datetime) -> Person:
    """Correct somebody's name, phone and job title. Refused: PersonErased."""
    _require_reach(by, person.organisation_id)
    _require_there(person)
    before = [person.name, person.phone, person.job_title]
    person.name, person.phone, person.job_title = name, phone, job_title
    if before != [name, phone, job_title]:
        record(by, "person.changed", person, at=at, before=before, after=[name, phone, job_title])
    return person


@needs(Right.ROSTER_CHANGE)
def give_role(person: Person, role: Role, *, by: Actor, at: datetime) -> None:
    """One more role; nothing happens when it is there already. Refused: RoleNotTheirs, TicketsAreKept."""
    _require_reach(by, person.organisation_id)
    if not are_of_one_side({role}, person.organisation_id):
        raise RoleNotTheirs
    if role == Role.ADMINISTRATOR and withheld_from({person.id})[person.id]:
        raise TicketsAreKept(name=person.name)
    if role not in roles_of(person.id):
        session().add(PersonRole(person_id=person.id, role=role))
        record(by, "person.role_given", person, at=at, role=role)


@needs(Right.ROSTER_CHANGE)
def take_role(person: Person, role: Role, *, by: Actor, at: datetime) -> None:
    """One role less; nothing happens when it isn't there. Refused: LastAdministrator."""
    _require_reach(by, person.organisation_id)
    if role == Role.ADMINISTRATOR:
        _require_another_administrator(person)
    taken = session().execute(delete(PersonRole).where(PersonRole.person_id == person.id, PersonRole.role == role))
    if taken.rowcount:  # type: ignore[attr-defined]
        record(by, "person.role_taken", person, at=at, role=role)


@needs(Right.PERSON_CHANGE)
def change_roles(person: Person, roles: Collection[Role], *, by: Actor, at: datetime) -> None:
    """Exactly these roles. What somebody may has changed, so their sign-ins end; the doer's own go on.

    Refused: RoleNotTheirs, LastAdministrator, TicketsAreKept.
    """
    had, roles = roles_of(person.id), frozenset(roles)
    if not are_of_one_side(roles, person.organisation_id) or not roles:
        raise RoleNotTheirs
    for role in sorted(roles - had):
        give_role(person, role, by=by, at=at)
    for role in sorted(had - roles):
        take_role(person, role, by=by, at=at)
    if roles != had and person.id != by.person_id:
        end_sign_ins(SignIn.person_id == person.id, at=at)


@needs(Right.ROSTER_CHANGE)
def change_visibility(person: Person, *, sees_whole_organisation: bool, by: Actor, at: datetime) -> None:
    """Let a customer's person see the tickets of all colleagues, or only the own ones."""
    _require_reach(by, person.organisation_id)
    if person.sees_whole_organisation != sees_whole_organisation:
        person.sees_whole_organisation = sees_whole_organisation
        record(by, "person.visibility_changed", person, at=at, sees_whole_organisation=sees_whole_organisation)


@needs(Right.PERSON_CHANGE)
def deactivate_person(person: Person, *, by: Actor, at: datetime) -> None:
    """Nobody signs in with this account any more; what the person did stays. Refused: NotOneself, LastAdministrator."""
    if person.id == by.person_id:
        raise NotOneself
    if Role.ADMINISTRATOR in roles_of(person.id):
        _require_another_administrator(person)
    if person.is_active:
        person.deactivated_at = at
        end_sign_ins(SignIn.person_id == person.id, at=at)
        take_pin(person, by=by, at=at)
        record(by, "person.deactivated", person, at=at)


@needs(Right.PERSON_CHANGE)
def reactivate_person(person: Person, *, by: Actor, at: datetime) -> None:
    """The account works again, with the password it had; a PIN is chosen anew. Refused: PersonErased."""
    _require_there(person)
    if not person.is_active:
        person.deactivated_at = None
        record(by, "person.reactivated", person, at=at)


def _require_reach(by: Actor, organisation_id: int | None) -> None:
    """An administrator reaches everybody; staff reach customers' people; a customer the own organisation's."""
    if by.may(Right.PERSON_CHANGE):
        return
    if organisation_id is None:
        raise RightMissing
    if not by.is_staff and by.organisation_id != organisation_id:
        raise NotThere


def _require_there(person: Person) -> None:
    if person.erased_at is not None:
        raise PersonErased


def _require_free(email: str, organisation_id: int | None) -> None:
    found = person_by_email(email)
    if found is not None:
        raise AlreadyHere(name=found.name) if found.organisation_id == organisation_id else EmailTaken


def _require_another_administrator(person: Person) -> None:
    one_at_a_time("administrators")
    another = session().scalar(
        select(Person.id)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(PersonRole.role == Role.ADMINISTRATOR, Person.deactivated_at.is_(None), Person.id != person.id)
        .limit(1)
    )
    if another is None:
        raise LastAdministrator(name=person.name)


def _mail_invitation(person: Person, by: Actor, at: datetime) -> None:
    session().flush()  # the link needs the person's id
    path = make_link(person, "invitation", lasts=INVITATION_LASTS, at=at)
    post(
        "invitation",
        to=recipient(person),
        at=at,
        access_path=path,
        by=by.name,
        until=(at + INVITATION_LASTS).isoformat(),
    )
