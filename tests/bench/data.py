"""A portal after years of work, written in seconds: the rows that the operations would have written, in bulk.

Most tickets are closed, at most 2,000 are open. Each has its number, a promise made by the rules, its conversation, its
changes of state and its lines in the audit log.
"""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, text

from portal.db import Model, db, session
from portal.domain.audit.models import AuditEntry
from portal.domain.calendars.hours import WorkingHours
from portal.domain.calendars.queries import versioned_hours_of
from portal.domain.deadlines.models import Deadline
from portal.domain.deadlines.rules import Promise, Target, promised
from portal.domain.organisations.models import Contract, Organisation, Plan
from portal.domain.organisations.queries import plans
from portal.domain.people.models import Person, PersonRole
from portal.domain.rights import Role
from portal.domain.roster.models import Caller, Roster
from portal.domain.tickets.changing import target_for
from portal.domain.tickets.models import Message, ProductArea, StateChange, Ticket, TicketNumber
from portal.domain.tickets.numbers import FIRST_NUMBER
from portal.domain.tickets.rules import Cause, Standing, State

AGENTS, CALLERS_EACH, MOST_OPEN = 12, 3, 2_000
BATCH = 5_000
ZONES = ("America/New_York", "America/Chicago", "America/Los_Angeles")
WORDS = ("Enrolment", "VPN", "Calendar", "Update", "Battery", "Kiosk", "Certificate", "GPS")
TROUBLES = ("stops on every new phone", "fails after the update", "asks for the password again", "is slow since Monday")
OPEN_STATES = {
    Standing.RUNNING: (State.NEW,),
    Standing.OURS: (State.OPEN,),
    Standing.WAITING: (State.WAITING_FOR_CUSTOMER, State.WAITING_FOR_THIRD_PARTY, State.RESOLVED),
}


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is."""

    tickets: int

    @property
    def open(self) -> int:
        """Tickets that somebody still works on."""
        return min(MOST_OPEN, self.tickets * 2 // 5)

    @property
    def organisations(self) -> int:
        """Customers."""
        return max(40, self.tickets // 100)


def fill(size: Size, at: datetime) -> None:
    """Write it all, in the transaction under way; the default data are there."""
    chance = random.Random(size.tickets)
    desk = Desk.opened(size, at, chance)
    rows: dict[type[Model], list[dict[str, Any]]] = defaultdict(list)
    for i in range(1, size.tickets + 1):
        is_open = i > size.tickets - size.open
        standing = chance.choice(tuple(OPEN_STATES)) if is_open else Standing.DONE
        for model, row in desk.rows(desk.case(i, standing)):
            rows[model].append(row)
        if i % BATCH == 0:
            _write(rows)
    _write(rows)
    _continue_numbers()


@dataclass(frozen=True, slots=True)
class Case:
    """One ticket: whose, what was promised, and how far it has come."""

    id: int
    contract: Contract
    promise: Promise
    standing: Standing
    state: State
    caller: int
    agent: int | None
    answered: datetime | None
    closed: datetime | None
    silent: datetime | None  # when silence closes it


@dataclass(frozen=True)
class Desk:
    """What tickets are made from."""

    at: datetime
    chance: random.Random
    agents: list[int]
    contracts: list[Contract]
    areas: list[int]
    calendar_id: int
    hours: tuple[str, WorkingHours]
    targets: dict[tuple[int, int], Target]  # by plan and severity
    promises: dict[tuple[int, int, datetime], Promise]

    @classmethod
    def opened(cls, size: Size, at: datetime, chance: random.Random) -> "Desk":
        """With agents and customers."""
        all_plans = plans()
        agents = [_person(f"Agent {n}", None, at, Role.AGENT) for n in range(1, AGENTS + 1)]
        session().flush()
        contracts = [_customer(n, all_plans[n % len(all_plans)], at) for n in range(1, size.organisations + 1)]
        areas = list(session().scalars(select(ProductArea.id)))
        calendar_id = next(plan.calendar_id for plan in all_plans if plan.calendar_id is not None)
        targets = {(c.plan_id, severity): target_for(c, severity) for c in contracts[:8] for severity in (1, 2, 3, 4)}
        hours = versioned_hours_of(calendar_id)
        return cls(at, chance, [one.id for one in agents], contracts, areas, calendar_id, hours, targets, {})

    def case(self, i: int, standing: Standing) -> Case:
        """What happened with the i-th ticket."""
        contract, severity = self.chance.choice(self.contracts), self.chance.choice((1, 2, 2, 3, 3, 3, 4))
        promise = self._promise(contract, severity, standing)
        if standing is Standing.RUNNING and promise.due_at is None:
            standing = Standing.OURS
        opened = promise.started_at
        answered = None if standing is Standing.RUNNING else opened + timedelta(minutes=self.chance.randint(5, 55))
        closed = opened + timedelta(days=2) if standing is Standing.DONE else None
        state = State.CLOSED if closed else self.chance.choice(OPEN_STATES[standing])
        silent = self.at + timedelta(days=2) if state in (State.WAITING_FOR_CUSTOMER, State.RESOLVED) else None
        caller = contract.organisation_id * CALLERS_EACH - self.chance.randrange(CALLERS_EACH) + AGENTS
        agent = self.chance.choice(self.agents) if answered or i % 3 else None
        return Case(i, contract, promise, standing, state, caller, agent, answered, closed, silent)

    def rows(self, case: Case) -> list[tuple[type[Model], dict[str, Any]]]:
        """The rows of a ticket, each after those it points to."""
        opened, said = case.promise.started_at, "Since about nine no new phone finishes. We tried **three** of them."
        rows = [
            (Deadline, self._deadline(case)),
            (TicketNumber, {"id": case.id}),
            (Ticket, self._ticket(case)),
            _said(case.id, case.caller, opened, said, staff=False),
            _audit(case, case.caller, "ticket.opened", opened, severity=case.promise.target.severity, channel="portal"),
        ]
        return rows + self._answer(case, case.answered) if case.answered else rows

    def _ticket(self, case: Case) -> dict[str, Any]:
        opened = case.promise.started_at
        return {
            "id": case.id,
            "number": FIRST_NUMBER - 1 + case.id,
            "organisation_id": case.contract.organisation_id,
            "contract_id": case.contract.id,
            "person_id": case.caller,
            "contact_name": f"Caller {case.caller}",
            "contact_email": f"caller.{case.caller}@example.com",
            "title": f"{self.chance.choice(WORDS)} {self.chance.choice(TROUBLES)} ({case.id})",
            "area_id": self.chance.choice(self.areas),
            "severity": case.promise.target.severity,
            "state": case.state,
            "standing": case.standing,
            "assignee_id": case.agent,
            "opened_at": opened,
            "entered_at": opened,
            "entered_by_id": case.caller,
            "first_response_id": case.id,
            "asked_at": case.answered if case.silent else None,
            "silence_closes_at": case.silent,
            "resolved_at": case.answered if case.state is State.RESOLVED else None,
            "closed_at": case.closed,
            "reopen_until": case.closed + timedelta(days=14) if case.closed else None,
            "due_at": case.promise.due_at
            if case.standing is Standing.RUNNING
            else case.closed or case.silent or case.answered or opened,
        }

    def _answer(self, case: Case, at: datetime) -> list[Any]:
        after = State.OPEN if case.standing is Standing.OURS else case.state
        change = {"before": State.NEW, "after": after, "cause": Cause.ANSWER, "reason": ""}
        said = "Thank you. Which build do they show? It stands in\n\n- Settings\n- About phone"
        return [
            _said(case.id, case.agent, at, said, staff=True),
            (StateChange, {"ticket_id": case.id, "by_id": case.agent, "at": at, **change}),
            _audit(case, case.agent, "ticket.answered", at, kept=True),
            _audit(case, case.agent, "ticket.state_changed", at, **change),
        ]

    def _promise(self, contract: Contract, severity: int, standing: Standing) -> Promise:
        """Old ones spread over two years, open ones over two weeks, those that run over the last hours."""
        most, step = {Standing.DONE: (730, 2_621), Standing.RUNNING: (2, 17)}.get(standing, (14, 67))
        ago = timedelta(
            minutes=self.chance.randrange(most * 1440 // step) * step, days=15 if standing is Standing.DONE else 0
        )
        key = contract.plan_id, severity, (self.at - ago).replace(second=0, microsecond=0)
        if key not in self.promises:
            self.promises[key] = promised(self.targets[key[:2]], self.hours[1], key[2])
        return self.promises[key]

    def _deadline(self, case: Case) -> dict[str, Any]:
        promise, target, amount = case.promise, case.promise.target, case.promise.target.amount
        late = promise.due_at is not None and case.answered is not None and case.answered > promise.due_at
        return {
            "id": case.id,
            "plan": target.plan,
            "severity": target.severity,
            "clock": target.clock,
            "minutes": int(amount.total_seconds()) // 60 if amount else None,
            "calendar_id": self.calendar_id,
            "calendar_version": self.hours[0],
            "started_at": promise.started_at,
            "counted_from_at": promise.counted_from_at,
            "due_at": promise.due_at,
            "spans": [[f"{s.start:%Y-%m-%dT%H:%M:%SZ}", f"{s.end:%Y-%m-%dT%H:%M:%SZ}"] for s in promise.spans],
            "skipped": [[day.on.isoformat(), day.name, day.closed] for day in promise.skipped],
            "breached_at": promise.due_at if late else None,
            "met_at": case.answered,
        }


def _person(name: str, organisation_id: int | None, at: datetime, *roles: Role) -> Person:
    person = Person(
        name=name, email=f"{name.lower().replace(' ', '.')}@example.com", organisation_id=organisation_id, created_at=at
    )
    person.roles = [PersonRole(role=role) for role in roles]
    session().add(person)
    return person


def _customer(n: int, plan: Plan, at: datetime) -> Contract:
    """A customer whose contract runs, with named callers; the first is the primary contact."""
    zone = ZONES[n % 3]
    organisation = Organisation(
        name=f"Customer {n} Logistics", country="US", size=500, zone=zone, created_at=at, changed_at=at
    )
    session().add(organisation)
    session().flush()
    term = {"start_on": date(at.year - 3, 1, 1), "end_on": date(at.year + 3, 1, 1)}
    contract = Contract(organisation_id=organisation.id, plan=plan, size=500, created_at=at, changed_at=at, **term)
    session().add_all([contract, Roster(organisation_id=organisation.id)])
    first, callers = AGENTS + (n - 1) * CALLERS_EACH + 1, [Role.NAMED_CALLER]
    people = [_person(f"Caller {first + i}", organisation.id, at, *callers) for i in range(CALLERS_EACH)]
    people[0].roles.append(PersonRole(role=Role.PRIMARY_CONTACT))
    session().flush()
    for place, person in enumerate(people, 1):
        caller = Caller(organisation_id=organisation.id, person_id=person.id, place=place, allowance=12, country="US")
        caller.from_at, caller.is_primary = at - timedelta(days=900), place == 1
        caller.declares_administrator = caller.declares_access = True
        session().add(caller)
    return contract


def _said(
    ticket: int, author: int | None, at: datetime, body: str, *, staff: bool
) -> tuple[type[Model], dict[str, Any]]:
    return Message, {"ticket_id": ticket, "author_id": author, "by_staff": staff, "body": body, "at": at}


def _audit(case: Case, person: int | None, action: str, at: datetime, **details: Any) -> Any:
    where = {"subject_kind": "tickets", "subject_id": case.id, "organisation_id": case.contract.organisation_id}
    return AuditEntry, {"at": at, "person_id": person, "action": action, "details": details, **where}


def _write(rows: dict[type[Model], list[dict[str, Any]]]) -> None:
    for model in (Deadline, TicketNumber, Ticket, Message, StateChange, AuditEntry):
        if rows[model]:
            session().connection().execute(insert(model.__table__), rows[model])
    rows.clear()


def _continue_numbers() -> None:
    """PostgreSQL's sequences do not notice ids that were given."""
    if db.engine.dialect.name == "postgresql":
        for table in ("deadlines", "ticket_numbers", "tickets"):
            take = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            session().execute(text(take))
