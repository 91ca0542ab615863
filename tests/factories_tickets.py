"""People and tickets for tests. Everything happens inside the caller's transaction."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.organisations.models import Contract, Organisation
from portal.domain.organisations.queries import plan_called
from portal.domain.people.models import Person, PersonRole
from portal.domain.people.queries import actor_for
from portal.domain.rights import Role
from portal.domain.roster.models import Caller
from portal.domain.tickets.drafts import TicketDraft
from portal.domain.tickets.models import ProductArea, Ticket
from portal.domain.tickets.operations import open_ticket
from portal.domain.tickets.queries import ticket_for
from portal.domain.tickets.rules import Facts

NY = ZoneInfo("America/New_York")
MONDAY = datetime(2026, 6, 1, 9, tzinfo=NY).astimezone(UTC)  # a business day, an hour after opening
GOOD_IMEI = "490154203237518"
_number = count(1)


def ny(text: str) -> datetime:
    """A moment on the wall of the business calendar."""
    return datetime.fromisoformat(text).replace(tzinfo=NY).astimezone(UTC)


@dataclass(frozen=True)
class Doer:
    """A person of the tests, and the actor that they are."""

    person: Person
    actor: Actor

    @property
    def id(self) -> int:
        return self.person.id


def make_doer(
    name: str, *roles: Role, organisation_id: int | None = None, zone: str = "America/New_York", locale: str = "en"
) -> Doer:
    """Somebody with these roles."""
    email = f"{name.split(maxsplit=1)[0].lower()}.{next(_number)}@example.com"
    person = Person(
        name=name, email=email, organisation_id=organisation_id, zone=zone, locale=locale, created_at=MONDAY
    )
    person.roles = [PersonRole(role=role) for role in roles]
    session().add(person)
    session().flush()
    return Doer(person, actor_for(person, frozenset(roles)))


def make_agent(name: str = "Sam Ortiz", role: Role = Role.AGENT) -> Doer:
    """Somebody who works on tickets."""
    return make_doer(name, role)


@dataclass(frozen=True)
class Customer:
    """An organisation with a running contract; Mei is its primary contact and a named caller."""

    organisation: Organisation
    contract: Contract
    mei: Doer

    def colleague(self, name: str, role: Role = Role.CONTACT) -> Doer:
        """Somebody else who works there."""
        return make_doer(name, role, organisation_id=self.organisation.id)

    def caller(self, name: str, place: int = 2) -> Doer:
        """Another named caller."""
        doer = self.colleague(name, Role.NAMED_CALLER)
        make_place(doer, self.organisation.id, place)
        return doer


def make_place(doer: Doer, organisation_id: int, place: int, *, is_primary: bool = False) -> Caller:
    """A place on the roster, from long ago."""
    caller = Caller(
        organisation_id=organisation_id,
        person_id=doer.id,
        place=place,
        allowance=12,
        from_at=MONDAY - timedelta(days=100),
        is_primary=is_primary,
        country="US",
        declares_administrator=True,
        declares_access=True,
    )
    session().add(caller)
    session().flush()
    return caller


def make_customer(name: str = "Northwind Logistics", plan: str = "elite", zone: str = "America/New_York") -> Customer:
    """An organisation on a plan, in the middle of its contract."""
    organisation = Organisation(name=name, country="US", size=500, zone=zone, created_at=MONDAY, changed_at=MONDAY)
    session().add(organisation)
    session().flush()
    contract = Contract(
        organisation_id=organisation.id,
        plan=plan_called(plan),
        start_on=date(2020, 1, 1),
        end_on=date(2040, 1, 1),
        size=500,
        created_at=MONDAY,
        changed_at=MONDAY,
    )
    session().add(contract)
    mei = make_doer("Mei Lin", Role.PRIMARY_CONTACT, Role.NAMED_CALLER, organisation_id=organisation.id, zone=zone)
    make_place(mei, organisation.id, 1, is_primary=True)
    return Customer(organisation, contract, mei)


def area_id(slug: str = "device") -> int:
    """A product area of the default data."""
    return session().scalars(select(ProductArea.id).where(ProductArea.slug == slug)).one()


def draft_of_ticket(**said) -> TicketDraft:
    """A complete draft; say what matters."""
    said = {
        "title": "Enrolment fails on every new phone",
        "description": "Since about 09:00 no new device finishes enrolment.",
        "severity": 3,
        "area_id": said.get("area_id") or area_id(),
        "contact_name": "Mei Lin",
        "contact_email": "mei@example.com",
        "facts": Facts(),
        **said,
    }
    return TicketDraft(**said)


def make_ticket(doer: Doer, at: datetime = MONDAY, **said) -> Ticket:
    """A ticket that this person opened, loaded with all that its page shows."""
    ticket = open_ticket(draft_of_ticket(**said), by=doer.actor, at=at)
    session().flush()
    found = ticket_for(doer.actor, ticket.number)
    assert found is not None
    return found
