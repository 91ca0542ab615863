"""Customers for the stories: small, fresh, each story its own, made by the real operations."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from flask import Flask
from sqlalchemy import update

from portal.clock import now
from portal.commands.init import seed_defaults
from portal.db import session, transaction
from portal.domain.people.models import Person
from portal.domain.rights import Role
from tests import factories_roster as roster
from tests.factories_people import PASSWORD_HASH, make_person

_numbers = count(1)


@dataclass(frozen=True)
class Who:
    """Somebody of a story, free of the database."""

    id: int
    name: str
    email: str


@dataclass(frozen=True)
class Firm:
    """A customer on Advanced, which has two places: Mei's, the primary contact, and Tom's. Carl is on no roster."""

    id: int
    name: str
    mei: Who
    tom: Who | None
    carl: Who


@dataclass(frozen=True)
class Desk:
    """The house's people."""

    sam: Who  # answers
    ana: Who  # answers too
    dana: Who  # leads
    ada: Who  # administers


def open_desk(app: Flask) -> Desk:
    """The default data and four people on staff."""
    with app.app_context(), transaction():
        seed_defaults()
        return Desk(
            sam=who(make_person(Role.AGENT, name="Sam Ortiz", email="sam@example.com")),
            ana=who(make_person(Role.AGENT, name="Ana Kim", email="ana@example.com")),
            dana=who(make_person(Role.SUPPORT_LEAD, name="Dana Wolf", email="dana@example.com")),
            ada=who(make_person(Role.ADMINISTRATOR, name="Ada King", email="ada@example.com")),
        )


def make_firm(app: Flask, *, plan: str = "advanced", locale: str = "en", has_tom: bool = True) -> Firm:
    """A customer that no other story touches; its people read `locale`."""
    number, at = next(_numbers), now() - timedelta(hours=1)
    surname = ("Lin", "Park", "Okafor", "Silva", "Novak", "Haddad", "Berg", "Costa", "Ito", "Moreau")[number % 10]
    with app.app_context(), transaction():
        firm = roster.make_customer(f"Corvid Freight {number}", plan=plan, at=at)
        mei = roster.make_named_caller(firm, f"Mei {surname} {number}", at=at).person
        tom = roster.make_named_caller(firm, f"Tom {surname} {number}", at=at).person if has_tom else None
        carl = roster.make_contact(firm, f"Carl {surname} {number}", at=at)
        for person in filter(None, (mei, tom, carl)):
            person.password_hash, person.locale, person.zone = PASSWORD_HASH, locale, "America/New_York"
        session().flush()
        return Firm(firm.id, firm.name, who(mei), tom and who(tom), who(carl))


def who(person: Person) -> Who:
    """Free of the database."""
    session().flush()
    return Who(person.id, person.name, person.email)


@contextmanager
def speak(app: Flask, desk: Desk, locale: str) -> Iterator[None]:
    """While it lasts, everybody at the desk reads `locale`."""
    _set_locale(app, desk, locale)
    try:
        yield
    finally:
        _set_locale(app, desk, "en")


def _set_locale(app: Flask, desk: Desk, locale: str) -> None:
    with app.app_context(), transaction():
        ids = [desk.sam.id, desk.ana.id, desk.dana.id, desk.ada.id]
        session().execute(update(Person).where(Person.id.in_(ids)).values(locale=locale))
