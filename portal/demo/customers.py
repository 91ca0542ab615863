"""Organisations with their contracts, people and rosters, and what goes on there (S30-S38, S60-S65)."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from portal.db import session
from portal.demo.cast import Staff, accept_invitation, chinese_names, names
from portal.demo.clockwork import Clockwork, Story
from portal.demo.rosters import ROSTER_STORIES
from portal.domain.actors import Actor
from portal.domain.organisations.drafts import ContractDraft, OrganisationDraft
from portal.domain.organisations.models import Organisation
from portal.domain.organisations.operations import buy_option, found_organisation, renew_contract, sign_contract
from portal.domain.organisations.queries import plans
from portal.domain.organisations.rules import Term, next_term, term_of_a_year
from portal.domain.people.models import Person
from portal.domain.people.operations import invite
from portal.domain.rights import Role
from portal.domain.roster.drafts import CallerDraft
from portal.domain.roster.operations import add_caller, verify_roster
from portal.domain.staffing.operations import withhold_sight

KNOWN = {  # those that sign_ins() names come first in their organisations
    "northwind.example": (("Priya Nair", "priya.nair"), ("Tom Becker", "tom.becker")),
    "maplestreet.example": (("Walter Kim", "walter.kim"),),
}
ENDS_IN = {  # days from now, of the contract that runs or ran last; the others began some months ago
    "harborview.example": 20,
    "lakefrontfoods.example": 25,
    "graniteparcel.example": -8,
    "brightharbor.example": 64,
}
KEPT_FROM_AISHA = "harborview.example"
RENEWED = "lakefrontfoods.example"
PACK_DAYS = 180
VERIFIED_EVERY = 85
TITLES = (
    "IT manager",
    "Systems administrator",
    "Mobile device lead",
    "IT support",
    "Operations lead",
    "Network engineer",
)
CHINESE_TITLES = ("信息部经理", "系统管理员", "移动设备负责人", "网络工程师", "运营主管")


@dataclass(slots=True)
class Member:
    """Somebody of a customer: the account, and the doer it makes."""

    person: Person
    actor: Actor


@dataclass(slots=True)
class Customer:
    """An organisation of customers.toml, with its people once they have come."""

    name: str
    domain: str
    zone: str
    country: str
    size: int
    plan: str
    callers: int
    tickets: int
    locale: str = "en"
    id: int = 0
    term: Term | None = None
    members: list[Member] = field(default_factory=list)

    @property
    def primary(self) -> Actor:
        """Who looks after the roster."""
        return self.members[0].actor


def customers_arrive(clockwork: Clockwork, staff: Staff) -> list[Customer]:
    """Begin the stories of all organisations; their people are there when the tickets begin."""
    rows = tomllib.loads((Path(__file__).parent / "customers.toml").read_text(encoding="utf-8"))["rows"]
    found = [Customer(*row[:8], "zh_Hans" if "zh" in row[8:] else "en") for row in rows]  # type: ignore[misc]
    english, chinese = names(), chinese_names()
    for number, customer in enumerate(found):
        its_names = chain(KNOWN.get(customer.domain, ()), chinese if customer.locale == "zh_Hans" else english)
        clockwork.tell(_arrives(clockwork, staff, customer, its_names, Random(f"customer {number}")))
    return found


def _arrives(
    clockwork: Clockwork, staff: Staff, customer: Customer, its_names: Iterator[tuple[str, str]], chance: Random
) -> Story:
    customer.term = _term(customer, clockwork.now, chance)
    zone = ZoneInfo(customer.zone)
    first_day = datetime.combine(customer.term.start_on, time(9, chance.randint(0, 55)), zone)
    at = yield (first_day - timedelta(days=chance.randint(4, 9))).astimezone(clockwork.now.tzinfo)
    customer.id = _found(customer, staff, at)
    at = yield at + timedelta(days=2, minutes=chance.randint(5, 300))
    contract_id = _sign(customer, staff, chance, at)
    at = yield first_day.astimezone(clockwork.now.tzinfo)
    if customer.plan == "advanced" and customer.callers > 2:  # S1
        buy_option(contract_id, by=staff.lead, at=at)
    for place in range(customer.callers):
        at = yield at + timedelta(minutes=chance.randint(3, 90))
        _add(customer, next(its_names), customer.primary if place else staff.lead, chance, at)
    for story in ROSTER_STORIES.get(customer.domain, ()):
        clockwork.tell(story(clockwork, staff, customer))
    yield from _verifies(clockwork, customer, at)


def _term(customer: Customer, now: datetime, chance: Random) -> Term:
    today = now.astimezone(ZoneInfo(customer.zone)).date()
    if customer.plan == "incident-pack":
        start_on = today - timedelta(days=chance.randint(50, 62))
        return Term(start_on, start_on + timedelta(days=PACK_DAYS - 1))
    if customer.domain in ENDS_IN:
        end_on = today + timedelta(days=ENDS_IN[customer.domain])
        return Term(end_on - timedelta(days=364), end_on)
    return term_of_a_year(today - timedelta(days=chance.randint(70, 310)))


def _found(customer: Customer, staff: Staff, at: datetime) -> int:
    draft = OrganisationDraft(customer.name, customer.country, customer.zone, customer.size, customer.domain)
    return found_organisation(draft, by=staff.lead, at=at).id


def _sign(customer: Customer, staff: Staff, chance: Random, at: datetime) -> int:
    plan = next(plan for plan in plans() if plan.slug == customer.plan)
    assert customer.term is not None
    draft = ContractDraft(
        plan_id=plan.id,
        start_on=customer.term.start_on,
        end_on=customer.term.end_on,
        size=customer.size,
        service_ids=tuple(f"SV-{chance.randint(10400, 10980)}" for _ in range(chance.randint(1, 3))),
        manager_ids=(chance.choice(staff.managers).person_id or 0,) if customer.plan.startswith("elite") else (),
    )
    contract = sign_contract(customer.id, draft, by=staff.lead, at=at)
    if customer.domain == RENEWED:
        term = next_term(customer.term)
        again = ContractDraft(plan.id, term.start_on, term.end_on, customer.size, manager_ids=draft.manager_ids)
        renew_contract(customer.id, again, named_callers=customer.callers, by=staff.lead, at=at)
    return contract.id


def _add(customer: Customer, name: tuple[str, str], by: Actor, chance: Random, at: datetime) -> None:
    member = bring(customer, name, by, chance, at)
    draft = CallerDraft(
        name=member.person.name,
        email=member.person.email,
        country=customer.country,
        declares_administrator=True,
        declares_access=True,
    )
    add_caller(customer.id, draft, by=by, at=at)
    member.actor = accept_invitation(member.person, at=at + timedelta(minutes=2))
    customer.members.append(member)


def bring(customer: Customer, name: tuple[str, str], by: Actor, chance: Random, at: datetime) -> Member:
    """Invite somebody of the organisation, who speaks its language; not on the roster."""
    titles = TITLES if customer.locale == "en" else CHINESE_TITLES
    person = invite(
        name[0],
        f"{name[1]}@{customer.domain}",
        {Role.CONTACT},
        customer.id,
        by=by,
        at=at,
        phone=f"555-01{chance.randint(0, 99):02d}",
        job_title=chance.choice(titles),
        locale=customer.locale,
        zone=customer.zone,
    )
    session().flush()
    return Member(person, by)


def _verifies(clockwork: Clockwork, customer: Customer, at: datetime) -> Story:
    """Confirmed in time, each time; but by those whose story it is to forget it."""
    last = clockwork.now - timedelta(days=97) if customer.domain == "brightharbor.example" else clockwork.now
    while at + timedelta(days=VERIFIED_EVERY) <= last:
        at = yield at + timedelta(days=VERIFIED_EVERY)
        verify_roster(customer.id, by=customer.primary, at=at)
    if last < clockwork.now:
        at = yield last
        verify_roster(customer.id, by=customer.primary, at=at)
        clockwork.watch_rosters(at + timedelta(days=90))


def keep_apart(staff: Staff, customers: list[Customer], at: datetime) -> None:
    """The tickets of one customer are kept from one agent, whose brother works there (P2)."""
    session().flush()
    customer = next(one for one in customers if one.domain == KEPT_FROM_AISHA)
    organisation = session().get_one(Organisation, customer.id)
    aisha = next(person for person in staff.people.values() if person.name == "Aisha Rahman")
    withhold_sight(aisha, organisation, "Her brother is their IT manager", by=staff.administrator, at=at)
