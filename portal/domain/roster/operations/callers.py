"""Adding, changing and removing named callers, and handing over the primary contact's role (S31, S33, S35)."""

from datetime import datetime
from typing import Any

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.organisations.models import Contract
from portal.domain.organisations.queries import running_contract
from portal.domain.outbox.operations import post
from portal.domain.people.models import Person
from portal.domain.people.operations import change_person
from portal.domain.people.queries import recipient
from portal.domain.rights import Right, Role, needs
from portal.domain.roster.changes import (
    answer_request_of,
    as_it_is_now,
    begin_change,
    contract_covering,
    facts_of,
    keep_role,
    organisation_name,
    person_who_comes,
    resolve_demands_on,
)
from portal.domain.roster.drafts import CallerDraft, CallerFacts
from portal.domain.roster.models import Caller
from portal.domain.roster.queries import callers, places_taken, primary_contact, substitution_of
from portal.domain.roster.refusals import (
    LeavesSoon,
    NotOnTheRoster,
    OnePlaceTaken,
    PlacesTaken,
    PlacesTakenMoreOffered,
    PrimaryStays,
)
from portal.domain.roster.rules import free_place


@needs(Right.ROSTER_CHANGE)
def add_caller(
    organisation_id: int, draft: CallerDraft, *, version: int | None = None, by: Actor, at: datetime
) -> Caller:
    """Give somebody a free place; the first on a roster becomes the primary contact (S31, S33).

    Who has no account is invited; who asked for a place has their answer. Raises PlacesTaken with what can be done,
    CountryNotCovered, ContractEnded, AlreadyACaller, AlreadyComing, MailNotUsable, ChangedMeanwhile.
    """
    begin_change(organisation_id, version, by=by, at=at)
    contract = contract_covering(organisation_id, draft.country, at)
    place = free_place(places_taken(organisation_id), contract.callers_allowed)
    if place is None:
        raise _all_taken(contract, at)
    person = person_who_comes(draft, organisation_id, by=by, at=at)
    caller = Caller(
        organisation_id=organisation_id,
        person=person,
        place=place,
        allowance=contract.callers_allowed,
        from_at=at,
        is_primary=primary_contact(organisation_id) is None,
        added_by_id=by.person_id,
        **facts_of(draft),
    )
    session().add(caller)
    keep_role(person, Role.PRIMARY_CONTACT if caller.is_primary else Role.NAMED_CALLER, by=by, at=at)
    answer_request_of(person, by=by, at=at)
    record(by, "caller.added", caller, at=at, person=person.name, email=person.email, place=place, **facts_of(draft))
    _tell("caller_added", person, organisation_id, at)
    return caller


def _all_taken(contract: Contract, at: datetime) -> PlacesTaken:
    places, more = contract.callers_allowed, contract.plan.callers_per_option
    told: dict[str, object] = {"places": places, "more": more, "organisation_id": contract.organisation_id}
    if contract.plan.has_options:
        return PlacesTakenMoreOffered(**told)
    if places == 1:
        names = [caller.person.name for caller in callers(contract.organisation_id, at)]
        return OnePlaceTaken(name=", ".join(names), **told)
    return PlacesTaken(**told)


@needs(Right.ROSTER_CHANGE)
def change_caller(caller: Caller, facts: CallerFacts, *, version: int | None = None, by: Actor, at: datetime) -> Caller:
    """Set name, phone, job title, country and declarations (S31, S33); the mail address is the account's and stays.

    Raises NotOnTheRoster, CountryNotCovered, ChangedMeanwhile. Without a running contract no plan has a say about the
    country.
    """
    begin_change(caller.organisation_id, version, by=by, at=at)
    _must_be_on_roster(caller, at)
    if running_contract(caller.organisation_id, at) is not None:
        contract_covering(caller.organisation_id, facts.country, at)
    about = {"name": facts.name, "phone": facts.phone, "job_title": facts.job_title}
    change_person(caller.person, **about, by=by, at=at)
    wanted = facts_of(facts)
    changes = {name: [getattr(caller, name), value] for name, value in wanted.items() if getattr(caller, name) != value}
    for name, value in wanted.items():
        setattr(caller, name, value)
    record(by, "caller.changed", caller, at=at, person=caller.person.name, changes=changes)
    return caller


@needs(Right.ROSTER_CHANGE)
def remove_caller(caller: Caller, why: str, *, version: int | None = None, by: Actor, at: datetime) -> None:
    """Take a caller off the roster at once; the place is free, the stay is kept as history (S33, S38).

    Raises PrimaryStays, LeavesSoon while a substitution of this caller is under way, NotOnTheRoster, ChangedMeanwhile.
    """
    begin_change(caller.organisation_id, version, by=by, at=at)
    _must_be_on_roster(caller, at)
    if caller.is_primary:
        raise PrimaryStays(name=caller.person.name)
    if substitution_of(caller.id, at) is not None:
        raise LeavesSoon(name=caller.person.name)
    caller.until_at, caller.ended_by_id, caller.ended_why = at, by.person_id, why
    keep_role(caller.person, Role.CONTACT, by=by, at=at)
    resolve_demands_on(caller, by=by, at=at)
    record(by, "caller.removed", caller, at=at, person=caller.person.name, why=why)
    _tell("caller_removed", caller.person, caller.organisation_id, at, why=why)


@needs(Right.ROSTER_CHANGE)
def hand_over_primary(caller: Caller, *, version: int | None = None, by: Actor, at: datetime) -> None:
    """Make another named caller the primary contact; the present one stays a named caller (S33).

    Raises NotOnTheRoster, LeavesSoon when the new one is being replaced, ChangedMeanwhile. To oneself nothing happens.
    """
    begin_change(caller.organisation_id, version, by=by, at=at)
    _must_be_on_roster(caller, at)
    if substitution_of(caller.id, at) is not None:
        raise LeavesSoon(name=caller.person.name)
    before = primary_contact(caller.organisation_id)
    if before is caller:
        return
    if before is not None:
        before.is_primary = False
        session().flush()  # the database allows one at a time
        keep_role(before.person, Role.NAMED_CALLER, by=by, at=at)
        _tell("primary_handed_over", before.person, caller.organisation_id, at, primary=caller.person.name)
    caller.is_primary = True
    keep_role(caller.person, Role.PRIMARY_CONTACT, by=by, at=at)
    record(
        by, "caller.made_primary", caller, at=at, person=caller.person.name, before=before.person.name if before else ""
    )
    _tell("primary_handed_over", caller.person, caller.organisation_id, at, primary=caller.person.name)


def _must_be_on_roster(caller: Caller, at: datetime) -> None:
    if not as_it_is_now(caller).is_on_roster(at):
        raise NotOnTheRoster(name=caller.person.name)


def _tell(kind: str, person: Person, organisation_id: int, at: datetime, **words: Any) -> None:
    post(kind, to=recipient(person), at=at, organisation=organisation_name(organisation_id), **words)
