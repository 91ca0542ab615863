"""Finding people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, String, and_, bindparam, cast, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import connection, session
from portal.domain.actors import Actor
from portal.domain.outbox.operations import Recipient
from portal.domain.people.models import AccessLink, Device, Person, PersonRole, SignIn, WithheldSight
from portal.domain.rights import Right, Role

LEAST_TOKEN = 40  # characters; an empty or cut token is never looked for


def hashed(token: str) -> str:
    """What is stored of a secret token. Tokens are random and long, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()


def signed_in(
    token: str, *, at: datetime, device: str = "", address: str | None = None, request_id: str | None = None
) -> Actor | None:
    """Whose cookie this is, with roles and what is kept from them, in one query; None when it ended, expired, or the
    person was deactivated.

    A sign-in on a shared tablet holds with that tablet's own token alone, until it locks or the tablet is revoked (P4).
    """
    rows = (
        connection().execute(_signed_in(), {"token_hash": hashed(token), "device_hash": hashed(device), "at": at}).all()
    )
    if not rows:
        return None
    return _signed_in_as(rows, address=address, request_id=request_id)


def holding(sign_in_ids: Collection[int], at: datetime) -> dict[int, Actor]:
    """As whom those of these sign-ins still stand that have neither ended nor expired, of persons not deactivated."""
    found = _open_sign_ins().where(SignIn.id.in_(sign_in_ids)).order_by(SignIn.id)
    rows = connection().execute(found, {"at": at})
    return {key: _signed_in_as(list(of_one)) for key, of_one in groupby(rows, key=lambda row: row.sign_in_id)}


def _signed_in_as(rows: Sequence[Row[Any]], *, address: str | None = None, request_id: str | None = None) -> Actor:
    """The doer that the rows of one sign-in stand for, a row for each role."""
    first, roles = rows[0], frozenset(Role(row.role) for row in rows if row.role)
    known = {"sign_in_id": first.sign_in_id, "seen_at": first.seen_at, "address": address, "request_id": request_id}
    known |= {"device_id": first.device_id, "device": first.device or ""}
    withheld = frozenset(int(number) for number in (first.withheld or "").split(",") if number)
    return actor_for(first, roles, withheld=withheld, **known)


@cache
def _signed_in() -> Select[*tuple[Any, ...]]:
    """Put together once: every request asks this, and building the statement costs more than running it (P44)."""
    here = or_(SignIn.device_id.is_(None), Device.token_hash == bindparam("device_hash"))
    return _open_sign_ins().where(SignIn.token_hash == bindparam("token_hash"), here)


@cache
def _open_sign_ins() -> Select[*tuple[Any, ...]]:
    withheld = select(func.aggregate_strings(cast(WithheldSight.organisation_id, String), ","))
    return (
        select(
            SignIn.id.label("sign_in_id"),
            SignIn.seen_at,
            SignIn.device_id,
            Device.name.label("device"),
            Person.id,
            Person.name,
            Person.email,
            Person.locale,
            Person.zone,
            Person.organisation_id,
            Person.sees_whole_organisation,
            PersonRole.role,
            withheld.where(WithheldSight.person_id == Person.id).scalar_subquery().label("withheld"),
        )
        .join(Person, Person.id == SignIn.person_id)
        .outerjoin(PersonRole, PersonRole.person_id == Person.id)
        .outerjoin(Device, Device.id == SignIn.device_id)
        .where(
            SignIn.ended_at.is_(None),
            SignIn.expires_at > bindparam("at"),
            or_(SignIn.device_id.is_(None), and_(SignIn.locks_at > bindparam("at"), Device.revoked_at.is_(None))),
            Person.deactivated_at.is_(None),
        )
    )


def actor_for(
    person: Person | Row[Any],
    roles: frozenset[Role],
    *,
    withheld: frozenset[int] = frozenset(),
    sign_in_id: int | None = None,
    seen_at: datetime | None = None,
    device_id: int | None = None,
    device: str = "",
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
        withheld=withheld,
        sign_in_id=sign_in_id,
        seen_at=seen_at,
        device_id=device_id,
        device=device,
        address=address,
        request_id=request_id,
    )


def person_by_email(email: str) -> Person | None:
    """The person with this mail address, whatever its capitals; active or not."""
    return session().scalar(select(Person).where(Person.email == email.strip().lower()))


def roles_of(person_id: int) -> frozenset[Role]:
    """The roles of one person."""
    return frozenset(
        Role(role) for role in session().scalars(select(PersonRole.role).where(PersonRole.person_id == person_id))
    )


def recipient(person: Person) -> Recipient:
    """Where mail to this person goes, in their language and zone."""
    return Recipient(person.email, person.name, person.locale, person.zone, person.organisation_id)


def active_staff(role: Role) -> list[Person]:
    """Those on staff who have this role, by their numbers."""
    found = select(Person).join(PersonRole).where(PersonRole.role == role, Person.deactivated_at.is_(None))
    return list(session().scalars(found.order_by(Person.id)))


def open_link(token: str, *, at: datetime) -> AccessLink | None:
    """The open link with this token, and its person; None when there is none or the person may not sign in."""
    if len(token) < LEAST_TOKEN:
        return None
    return session().scalar(
        select(AccessLink)
        .join(AccessLink.person)
        .options(joinedload(AccessLink.person))
        .where(
            AccessLink.token_hash == hashed(token),
            AccessLink.used_at.is_(None),
            AccessLink.expires_at > at,
            Person.deactivated_at.is_(None),
        )
    )


def sign_ins_of(actor: Actor, *, at: datetime) -> list[SignIn]:
    """One's own sign-ins that are open, the latest used first."""
    return list(
        session().scalars(
            select(SignIn)
            .where(SignIn.person_id == actor.person_id, SignIn.ended_at.is_(None), SignIn.expires_at > at)
            .where(or_(SignIn.locks_at.is_(None), SignIn.locks_at > at))
            .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
        )
    )


def person_for(actor: Actor, person_id: int) -> Person | None:
    """Somebody, with roles: anybody for staff, the own organisation's people for a customer; else None (P2)."""
    person = session().scalar(select(Person).options(selectinload(Person.roles)).where(Person.id == person_id))
    if person is None or actor.is_staff or actor.may(Right.PERSON_CHANGE):
        return person
    return person if actor.organisation_id is not None and person.organisation_id == actor.organisation_id else None


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people a list shows."""

    text: str = ""  # in name or mail address
    side: str = ""  # "staff", "customers", or both
    organisation_id: int | None = None
    deactivated: bool = False


def people_of(actor: Actor, chosen: PeopleFilter, *, after: int | None = None, most: int = 50) -> list[Person]:
    """People by name, with roles, beginning after the person with id `after`; at most `most`. For administrators."""
    if not actor.may(Right.PERSON_CHANGE):
        return []
    name = func.lower(Person.name)
    found = select(Person).options(selectinload(Person.roles)).order_by(name, Person.id).limit(most)
    found = found.where(Person.deactivated_at.is_not(None) if chosen.deactivated else Person.deactivated_at.is_(None))
    if chosen.text:
        found = found.where(
            or_(
                Person.name.icontains(chosen.text, autoescape=True),
                Person.email.icontains(chosen.text, autoescape=True),
            )
        )
    if chosen.side in ("staff", "customers"):
        found = found.where(Person.organisation_id.is_(None) == (chosen.side == "staff"))
    if chosen.organisation_id:
        found = found.where(Person.organisation_id == chosen.organisation_id)
    if after:
        last = select(func.lower(Person.name)).where(Person.id == after).scalar_subquery()
        found = found.where(or_(name > last, and_(name == last, Person.id > after)))
    return list(session().scalars(found))


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """The names of these people, by id."""
    if not person_ids:
        return {}
    found = select(Person.id, Person.name).where(Person.id.in_(person_ids))
    return {i: name for i, name in session().execute(found)}  # noqa: C416
