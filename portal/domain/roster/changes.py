"""What every change of a roster does: queue up behind others, and keep the people's roles in step."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.errors import ChangedMeanwhile, NotThere
from portal.domain.house.queries import house
from portal.domain.organisations.models import Contract, Organisation
from portal.domain.organisations.operations import require_running_contract
from portal.domain.outbox.operations import Recipient
from portal.domain.people.models import Person
from portal.domain.people.operations import change_person, give_role, invite, take_role
from portal.domain.people.queries import person_by_email, recipient, roles_of
from portal.domain.rights import CUSTOMER_ROLES, Role
from portal.domain.roster.drafts import CallerDraft, CallerFacts
from portal.domain.roster.models import Caller, PlaceRequest, ReplacementDemand, Roster
from portal.domain.roster.queries import caller_of, coming_caller, primary_contact
from portal.domain.roster.refusals import AlreadyACaller, AlreadyComing, CountryNotCovered, MailNotUsable
from portal.domain.roster.rules import verify_by


def begin_change(organisation_id: int, version: int | None, *, by: Actor, at: datetime) -> None:
    """Wait until nobody else changes this roster, to the end of the transaction (S39). Makes it when there is none.

    `version` is what the doer had before their eyes; None when they saw no form. Raises ChangedMeanwhile when it is
    old, and NotThere for people of other organisations (P2).
    """
    if not by.is_staff and by.organisation_id != organisation_id:
        raise NotThere
    _make_sure_there_is_one(organisation_id, at)
    seen = Roster.version == version if version is not None else Roster.version >= 0
    moved = update(Roster).where(Roster.organisation_id == organisation_id, seen).values(version=Roster.version + 1)
    if session().execute(moved).rowcount != 1:  # type: ignore[attr-defined]
        raise ChangedMeanwhile


def _make_sure_there_is_one(organisation_id: int, at: datetime) -> None:
    dialect = sqlite if session().get_bind().dialect.name == "sqlite" else postgresql
    verify_by_at = verify_by(at, house().verify_roster_every_days)
    row = dialect.insert(Roster).values(
        organisation_id=organisation_id, version=0, reminders_sent=0, verify_by_at=verify_by_at, remind_at=verify_by_at
    )
    session().execute(row.on_conflict_do_nothing(index_elements=["organisation_id"]))


def as_it_is_now(caller: Caller) -> Caller:
    """Read again what others may have changed while we waited for our turn."""
    session().refresh(caller, ["until_at", "is_primary", "place", "allowance"])
    return caller


def contract_covering(organisation_id: int, country: str, at: datetime) -> Contract:
    """The running contract, if its plan covers callers in that country (S3, S35); raises CountryNotCovered."""
    contract = require_running_contract(organisation_id, at=at)
    if not contract.plan.covers_caller_in(country):
        raise CountryNotCovered(plan=contract.plan.name, covered=", ".join(contract.plan.caller_countries.split()))
    return contract


def person_who_comes(draft: CallerDraft, organisation_id: int, *, by: Actor, at: datetime) -> Person:
    """Who comes: known here by their address and without a place, or invited now. Any mail domain will do.

    Raises AlreadyACaller, AlreadyComing, and MailNotUsable for people of elsewhere and those who may no longer sign in.
    """
    person = person_by_email(draft.email)
    if person is None:
        about = {"phone": draft.phone, "job_title": draft.job_title}
        return invite(draft.name, draft.email, {Role.CONTACT}, organisation_id, by=by, at=at, **about)
    if person.organisation_id != organisation_id or not person.is_active:
        raise MailNotUsable
    if caller_of(person.id, at) is not None:
        raise AlreadyACaller(name=person.name)
    if coming_caller(person.id, at) is not None:
        raise AlreadyComing(name=person.name)
    phone, job_title = draft.phone or person.phone, draft.job_title or person.job_title
    return change_person(person, name=person.name, phone=phone, job_title=job_title, by=by, at=at)


def facts_of(facts: CallerFacts) -> dict[str, str | bool]:
    """What stands in the caller's own row; the rest is the person's."""
    return {
        "country": facts.country,
        "declares_administrator": facts.declares_administrator,
        "declares_access": facts.declares_access,
    }


def keep_role(person: Person, role: Role, *, by: Actor, at: datetime) -> None:
    """Give somebody of a customer exactly this role there: primary contact, named caller or contact."""
    present = roles_of(person.id) & CUSTOMER_ROLES
    for other in sorted(present - {role}):
        take_role(person, other, by=by, at=at)
    if role not in present:
        give_role(person, role, by=by, at=at)


def answer_request_of(person: Person, *, by: Actor, at: datetime) -> None:
    """Who asked for a place has one: the request is answered (S32)."""
    session().execute(
        update(PlaceRequest)
        .where(PlaceRequest.person_id == person.id, PlaceRequest.answered_at.is_(None))
        .values(answered_at=at, answered_by_id=by.person_id, outcome="accepted")
    )


def resolve_demands_on(caller: Caller, *, by: Actor, at: datetime) -> None:
    """Whose replacement was required has left the roster (S36)."""
    resolved = session().scalars(
        update(ReplacementDemand)
        .where(ReplacementDemand.caller_id == caller.id, ReplacementDemand.resolved_at.is_(None))
        .values(resolved_at=at, resolved_by_id=by.person_id)
        .returning(ReplacementDemand)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    for demand in resolved.all():
        record(by, "replacement.resolved", demand, at=at, person=caller.person.name, resolution="")


def organisation_name(organisation_id: int) -> str:
    """For mails."""
    return session().scalars(select(Organisation.name).where(Organisation.id == organisation_id)).one()


def organisation_zone(organisation_id: int) -> str:
    """Whose wall clock counts (SE48)."""
    return session().scalars(select(Organisation.zone).where(Organisation.id == organisation_id)).one()


def whom_to_tell(organisation_id: int) -> Recipient:
    """The primary contact; while there is none, the house's own support."""
    primary = primary_contact(organisation_id)
    if primary is not None:
        return recipient(primary.person)
    settings = house()
    return Recipient(settings.support_email, settings.name, settings.locale, settings.zone, organisation_id)
