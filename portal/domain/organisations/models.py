"""Plans and what they include; organisations, their contracts, service ids and account managers (S1-S23, S60)."""

from datetime import date, datetime

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model
from portal.domain.organisations.rules import Entitlement, Term, country_is_covered, named_callers_allowed


class Plan(Model):
    """What can be contracted. All of it is data that an administrator edits."""

    __tablename__ = "plans"
    __table_args__ = (
        CheckConstraint("callers_included >= 1", name="somebody_may_call"),
        CheckConstraint("callers_per_option >= 0", name="options_add"),
        CheckConstraint("tickets_per_year >= 1", name="a_ticket_at_least"),
        CheckConstraint("largest_size >= 1", name="a_size"),
        CheckConstraint("longest_days >= 1", name="a_day_at_least"),
        CheckConstraint("work_minutes >= 1", name="some_work"),
        CheckConstraint("session_minutes >= 1", name="some_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)  # "elite-multinational": what the command line calls it
    name: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(default=0)  # smallest first in every list
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendars.id"))  # business hours of its targets (S7, S8)
    callers_included: Mapped[int]  # S1
    callers_per_option: Mapped[int] = mapped_column(default=0)  # S2; 0: no options to buy
    caller_countries: Mapped[str] = mapped_column(default="*")  # S3: '*' or codes with blanks between
    device_countries: Mapped[str] = mapped_column(default="*")  # S4: '*', 'several', or codes with blanks between
    tickets_per_year: Mapped[int | None]  # S5, contract years; None: unlimited
    largest_size: Mapped[int | None]  # S23; None: any size
    longest_days: Mapped[int | None]  # longest term; None: as agreed (an incident pack expires, S63)
    work_minutes: Mapped[int | None]  # what can be spent on it; None: no bound (S54)
    session_minutes: Mapped[int | None]  # longest remote session (S14)
    version: Mapped[int] = mapped_column(default=1)  # counts the changes: two editors notice each other
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    targets: Mapped[list["PlanTarget"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="PlanTarget.severity"
    )
    entitlements: Mapped[list["PlanEntitlement"]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")

    @property
    def includes(self) -> frozenset[Entitlement]:
        """What it includes, loaded with `entitlements`."""
        return frozenset(Entitlement(row.entitlement) for row in self.entitlements)

    @property
    def has_options(self) -> bool:
        """Additional named callers can be bought (S2)."""
        return self.callers_per_option > 0

    def covers_caller_in(self, country: str) -> bool:
        """A named caller may be there (S3)."""
        return country_is_covered(self.caller_countries, country)


class PlanTarget(Model):
    """Within what time the first answer to a severity is owed, and on which clock (S7-S12)."""

    __tablename__ = "plan_targets"
    __table_args__ = (
        UniqueConstraint("plan_id", "severity", name="one_target_each"),
        CheckConstraint("severity BETWEEN 1 AND 4", name="severity_is_one"),
        CheckConstraint("clock IN ('business', 'always')", name="clock_is_one"),
        CheckConstraint("minutes > 0", name="takes_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    severity: Mapped[int]
    clock: Mapped[str]  # a Clock
    minutes: Mapped[int | None]  # None: best effort, no deadline


class PlanEntitlement(Model):
    """One thing that a plan includes (S6, S13-S22)."""

    __tablename__ = "plan_entitlements"
    __table_args__ = (UniqueConstraint("plan_id", "entitlement", name="once_each_plan"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    entitlement: Mapped[str]  # an Entitlement


class Organisation(Model):
    """A customer company."""

    __tablename__ = "organisations"
    __table_args__ = (
        CheckConstraint("size >= 1", name="somebody_works_there"),
        CheckConstraint("length(country) = 2 AND country = upper(country)", name="country_is_a_code"),
        CheckConstraint("email_domain = lower(email_domain)", name="domain_is_lower"),
        Index("ix_organisations_name", "name", "id"),
        # A mail from a domain belongs to one organisation, or its writer would be referred to a stranger (S32, P2).
        Index(
            "uq_organisations_email_domain",
            "email_domain",
            unique=True,
            sqlite_where=text("email_domain <> ''"),
            postgresql_where=text("email_domain <> ''"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    country: Mapped[str]  # two capital letters
    zone: Mapped[str] = mapped_column(default="America/New_York")  # its contracts begin and end at its own midnight
    size: Mapped[int]  # people who work there (S23)
    email_domain: Mapped[str] = mapped_column(default="")  # mails from it are from there (S32); empty: none
    notes: Mapped[str] = mapped_column(default="")  # for staff alone
    version: Mapped[int] = mapped_column(default=1)  # counts the changes: two editors notice each other
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def organisation_id(self) -> int:
        """Its own: the audit log keeps an organisation's entries together."""
        return self.id


class Contract(Model):
    """An organisation's term on a plan. One runs at a time: the database refuses two that share a day (S60)."""

    __tablename__ = "contracts"
    __table_args__ = (
        CheckConstraint("start_on <= end_on", name="ends_after_it_starts"),
        CheckConstraint("options_bought >= 0", name="options_are_counted"),
        CheckConstraint("managers_bought >= 0", name="managers_are_counted"),
        CheckConstraint("size >= 1", name="size_is_counted"),
        Index("ix_contracts_organisation", "organisation_id", "start_on"),
        Index("ix_contracts_end", "end_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    start_on: Mapped[date]  # first and last day, in the organisation's zone
    end_on: Mapped[date]
    size: Mapped[int]  # people of the organisation when it was signed (S23)
    options_bought: Mapped[int] = mapped_column(default=0)  # S2
    managers_bought: Mapped[int] = mapped_column(default=0)  # account managers beyond the included one (S17)
    version: Mapped[int] = mapped_column(default=1)  # counts the changes: two editors notice each other
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    plan: Mapped[Plan] = relationship(lazy="joined", innerjoin=True)
    service_ids: Mapped[list["ContractServiceId"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="ContractServiceId.service_id"
    )
    managers: Mapped[list["ContractManager"]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")

    @property
    def term(self) -> Term:
        """Its days."""
        return Term(self.start_on, self.end_on)

    @property
    def callers_allowed(self) -> int:
        """How many named callers it allows (S1, S2)."""
        return named_callers_allowed(self.plan.callers_included, self.plan.callers_per_option, self.options_bought)


class ContractServiceId(Model):
    """A service id that the contract covers (S40, S60)."""

    __tablename__ = "contract_service_ids"
    __table_args__ = (UniqueConstraint("contract_id", "service_id", name="once_each_contract"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    service_id: Mapped[str]


class ContractManager(Model):
    """An account manager of a contract (S17, S60)."""

    __tablename__ = "contract_managers"
    __table_args__ = (UniqueConstraint("contract_id", "person_id", name="once_each_manager"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


# S60 in the database. A range over the id, since gist compares plain numbers only with an extension.
NEVER_OVERLAP_POSTGRESQL = """
    ALTER TABLE contracts ADD CONSTRAINT ex_contracts_never_overlap EXCLUDE USING gist (
        int4range(organisation_id, organisation_id, '[]') WITH &&,
        daterange(start_on, end_on, '[]') WITH &&
    )
"""
NEVER_OVERLAP_SQLITE = """
    CREATE TRIGGER contracts_never_overlap_{name} BEFORE {event} ON contracts
    WHEN EXISTS (
        SELECT 1 FROM contracts AS other
        WHERE other.organisation_id = NEW.organisation_id AND other.id <> NEW.id
        AND other.start_on <= NEW.end_on AND other.end_on >= NEW.start_on
    )
    BEGIN SELECT RAISE(ABORT, 'two contracts of one organisation share a day'); END
"""


def _never_overlap() -> None:
    table = Contract.__table__
    never_overlap = DDL(NEVER_OVERLAP_POSTGRESQL)  # type: ignore[no-untyped-call]
    event.listen(table, "after_create", never_overlap.execute_if(dialect="postgresql"))
    for name, what in (("insert", "INSERT"), ("update", "UPDATE OF organisation_id, start_on, end_on")):
        ddl = DDL(NEVER_OVERLAP_SQLITE.format(name=name, event=what))  # type: ignore[no-untyped-call]
        event.listen(table, "after_create", ddl.execute_if(dialect="sqlite"))


_never_overlap()
