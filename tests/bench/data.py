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
from portal.domain.tickets.models import FIRST_NUMBER, Message, ProductArea, StateChange, Ticket, TicketNumber
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
        for model, row in desk.ticket(i, standing):
            rows[model].append(row)
        if i % BATCH == 0:
            _write(rows)
    _write(rows)
    _continue_numbers()


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

    def ticket(self, i: int, standing: Standing) -> list[tuple[type[Model], dict[str, Any]]]:
        """The rows of the i-th ticket, each after those it points to."""
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
        late = promise.due_at is not None and answered is not None and answered > promise.due_at
        rows: list[tuple[type[Model], dict[str, Any]]] = [
            (Deadline, self._deadline(i, promise, answered) | {"breached_at": promise.due_at if late else None}),
            (TicketNumber, {"id": i}),
            (
                Ticket,
                {
                    "id": i,
                    "number": FIRST_NUMBER - 1 + i,
                    "organisation_id": contract.organisation_id,
                    "contract_id": contract.id,
                    "person_id": caller,
                    "contact_name": f"Caller {caller}",
                    "contact_email": f"caller.{caller}@example.com",
                    "title": f"{self.chance.choice(WORDS)} {self.chance.choice(TROUBLES)} ({i})",
                    "area_id": self.chance.choice(self.areas),
                    "severity": severity,
                    "state": state,
                    "standing": standing,
                    "assignee_id": agent,
                    "opened_at": opened,
                    "entered_at": opened,
                    "entered_by_id": caller,
                    "first_response_id": i,
                    "asked_at": answered if silent else None,
                    "silence_closes_at": silent,
                    "resolved_at": answered if state is State.RESOLVED else None,
                    "closed_at": closed,
                    "reopen_until": closed + timedelta(days=14) if closed else None,
                    "due_at": closed
                    or silent
                    or (promise.due_at if standing is Standing.RUNNING else answered or opened),
                },
            ),
            _said(
                i, caller, opened, "Since about nine no new phone finishes. We tried **three** of them.", staff=False
            ),
            _audit(i, contract, caller, "ticket.opened", opened, severity=severity, channel="portal", due_at=None),
        ]
        if answered:
            rows += self._answer(i, contract, agent, answered, State.OPEN if standing is Standing.OURS else state)
        return rows

    def _answer(self, i: int, contract: Contract, agent: int | None, at: datetime, state: State) -> list[Any]:
        change = {"before": State.NEW, "after": state, "cause": Cause.ANSWER, "reason": ""}
        said = "Thank you. Which build do they show? It stands in\n\n- Settings\n- About phone"
        return [
            _said(i, agent, at, said, staff=True),
            (StateChange, {"ticket_id": i, "by_id": agent, "at": at, **change}),
            _audit(i, contract, agent, "ticket.answered", at, kept=True),
            _audit(i, contract, agent, "ticket.state_changed", at, **change),
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

    def _deadline(self, i: int, promise: Promise, met: datetime | None) -> dict[str, Any]:
        target, amount = promise.target, promise.target.amount
        return {
            "id": i,
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
            "met_at": met,
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


def _audit(ticket: int, contract: Contract, person: int | None, action: str, at: datetime, **details: Any) -> Any:
    where = {"subject_kind": "tickets", "subject_id": ticket, "organisation_id": contract.organisation_id}
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
