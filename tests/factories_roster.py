"""Customers with a contract and people on their roster, made by the real operations. Call inside a transaction."""

from datetime import datetime, timedelta

from portal.db import session
from portal.domain.actors import SYSTEM, Actor
from portal.domain.organisations.models import Contract, Organisation
from portal.domain.organisations.queries import plan_called
from portal.domain.people.models import Person
from portal.domain.people.operations import invite
from portal.domain.people.queries import actor_for, roles_of
from portal.domain.rights import Role
from portal.domain.roster.drafts import CallerDraft
from portal.domain.roster.models import Caller
from portal.domain.roster.operations import add_caller


def make_customer(
    name: str = "Corvid Freight",
    *,
    plan: str = "advanced",
    options: int = 0,
    at: datetime,
    days: int = 300,
    zone: str = "America/New_York",
) -> Organisation:
    """An organisation whose contract on `plan` began a month ago and runs for `days` more."""
    organisation = Organisation(name=name, country="US", zone=zone, size=200, created_at=at, changed_at=at)
    session().add(organisation)
    session().flush()
    contract = Contract(
        organisation_id=organisation.id,
        plan=plan_called(plan),
        start_on=at.date() - timedelta(days=31),
        end_on=at.date() + timedelta(days=days),
        size=200,
        options_bought=options,
        created_at=at,
        changed_at=at,
    )
    session().add(contract)
    session().flush()
    return organisation


def make_contact(organisation: Organisation | None, name: str, *, at: datetime, role: Role = Role.CONTACT) -> Person:
    """Somebody with an account and no place on the roster; without an organisation somebody on staff."""
    person = invite(name, mail_of(name), {role}, organisation.id if organisation else None, by=SYSTEM, at=at)
    session().flush()
    return person


def make_named_caller(organisation: Organisation, name: str, *, at: datetime, country: str = "US") -> Caller:
    """On the roster; the first is the primary contact."""
    caller = add_caller(organisation.id, draft_of(name, country=country), by=SYSTEM, at=at)
    session().flush()
    return caller


def draft_of(name: str, *, country: str = "US", email: str | None = None) -> CallerDraft:
    """What a form would hand over."""
    return CallerDraft(
        name=name,
        email=email or mail_of(name),
        country=country,
        job_title="Fleet administrator",
        phone="+1 212 555 0100",
        declares_administrator=True,
        declares_access=True,
    )


def mail_of(name: str) -> str:
    """mei.lin@example.com"""
    return f"{name.lower().replace(' ', '.')}@example.com"


def acting(person: Person) -> Actor:
    """The person as a doer, with the roles of this moment."""
    session().flush()
    return actor_for(person, roles_of(person.id))
