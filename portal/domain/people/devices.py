"""Finding shared tablets, and who switches on them (P4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.people.models import Device, Person, PersonPin, SignIn
from portal.domain.people.pin_rules import HERE_SINCE, initials, is_shut
from portal.domain.people.queries import LEAST_TOKEN, hashed
from portal.domain.rights import Right


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody who can switch on a shared tablet."""

    person_id: int
    name: str
    initials: str
    is_here: bool  # has switched on one today


@dataclass(frozen=True, slots=True)
class LockedPin:
    """A PIN that can't be tried now."""

    person_id: int
    name: str
    until: datetime | None  # None: until somebody unlocks it


def device_holding(token: str) -> Device | None:
    """The tablet with this cookie; None for unknown and revoked ones. One query."""
    if len(token) < LEAST_TOKEN:
        return None
    held = (Device.token_hash == hashed(token), Device.revoked_at.is_(None))
    return session().scalar(select(Device).where(*held))


def enrolment_open(token: str, *, at: datetime) -> Device | None:
    """The tablet-to-be that this link enrols; None when it is used, too old or revoked."""
    if len(token) < LEAST_TOKEN:
        return None
    waits = (Device.token_hash.is_(None), Device.revoked_at.is_(None), Device.link_until > at)
    return session().scalar(select(Device).where(Device.link_hash == hashed(token), *waits))


def devices(actor: Actor) -> list[Device]:
    """All of them, those that work first, by name; for those who look after them."""
    if not actor.may(Right.DEVICE_CHANGE):
        return []
    return list(session().scalars(select(Device).order_by(Device.revoked_at.is_not(None), Device.name, Device.id)))


def device_for(actor: Actor, device_id: int) -> Device | None:
    """One of them, revoked or not."""
    return session().get(Device, device_id) if actor.may(Right.DEVICE_CHANGE) else None


def device_names(device_ids: Collection[int]) -> dict[int, str]:
    """What these tablets are called, by id."""
    found = select(Device.id, Device.name).where(Device.id.in_(device_ids))
    return {number: name for number, name in session().execute(found)} if device_ids else {}  # noqa: C416


def faces(actor: Actor, *, at: datetime) -> list[Face]:
    """Who can switch on this tablet, those who are here today first, then by name; nobody where it isn't one."""
    if actor.device_id is None:
        return []
    switched = (
        select(SignIn.person_id)
        .where(SignIn.device_id.is_not(None), SignIn.started_at > at - HERE_SINCE)
        .distinct()
        .subquery()
    )
    found = _with_pin().add_columns(switched.c.person_id).outerjoin(switched, switched.c.person_id == Person.id)
    found = found.order_by(switched.c.person_id.is_(None), func.lower(Person.name), Person.id)
    return [
        Face(person_id, name, initials(name), here is not None) for person_id, name, here in session().execute(found)
    ]


def face(actor: Actor, person_id: int) -> Face | None:
    """One of them."""
    if actor.device_id is None:
        return None
    row = session().execute(_with_pin().where(Person.id == person_id)).first()
    return Face(row.id, row.name, initials(row.name), is_here=True) if row else None


def has_pin(person_id: int) -> bool:
    """Has chosen one."""
    return session().get(PersonPin, person_id) is not None


def locked_pins(actor: Actor, *, at: datetime) -> list[LockedPin]:
    """PINs that can't be tried now, by name; for those who may unlock them."""
    if not actor.may(Right.PIN_UNLOCK):
        return []
    found = _with_pin().add_columns(PersonPin.failures, PersonPin.locked_until)
    found = found.where(PersonPin.locked_until.is_not(None)).order_by(func.lower(Person.name), Person.id)
    return [
        LockedPin(row.id, row.name, None if is_shut(row.failures) else row.locked_until)
        for row in session().execute(found)
        if is_shut(row.failures) or row.locked_until > at
    ]


def _with_pin() -> Select[int, str]:
    """Active people on staff who have a PIN."""
    on_staff = (Person.deactivated_at.is_(None), Person.organisation_id.is_(None))
    return select(Person.id, Person.name).join(PersonPin, PersonPin.person_id == Person.id).where(*on_staff)
