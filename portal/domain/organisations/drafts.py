"""Plans, organisations and contracts as plain values: what a form gives, what an operation keeps."""

from dataclasses import dataclass, field
from datetime import date

from portal.domain.organisations.rules import ANYWHERE, Clock, Entitlement


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """What is owed to one severity. `minutes` None: best effort, no deadline (S9-S12)."""

    clock: Clock
    minutes: int | None


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """Everything of a plan that people edit. `targets` has four, severity 1 first."""

    slug: str
    name: str
    calendar_id: int
    targets: tuple[TargetDraft, ...]
    includes: frozenset[Entitlement] = field(default=frozenset())
    position: int = 0
    callers_included: int = 1
    callers_per_option: int = 0
    caller_countries: str = ANYWHERE
    device_countries: str = ANYWHERE
    tickets_per_year: int | None = None
    largest_size: int | None = None
    longest_days: int | None = None
    work_minutes: int | None = None
    session_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """An organisation as staff enter it. `country` two letters; `email_domain` without @, empty for none."""

    name: str
    country: str
    zone: str
    size: int
    email_domain: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ContractDraft:
    """A contract as it is signed: first and last day, both included, in the organisation's zone (S60)."""

    plan_id: int
    start_on: date
    end_on: date
    size: int
    options_bought: int = 0
    managers_bought: int = 0
    service_ids: tuple[str, ...] = ()
    manager_ids: tuple[int, ...] = ()
