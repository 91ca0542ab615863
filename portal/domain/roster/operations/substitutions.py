"""One caller for another, with notice (S34, SE48, SE49).

The notice writes both ends: the leaving caller's stay gets its end, the coming one's its beginning, the same moment on
the same place. From then on time alone decides who may open tickets. The job changes roles and tells both, once.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.house.queries import house
from portal.domain.outbox.operations import post
from portal.domain.people.models import Person
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
    organisation_zone,
    person_who_comes,
    resolve_demands_on,
)
from portal.domain.roster.drafts import CallerDraft
from portal.domain.roster.models import Caller, Substitution
from portal.domain.roster.queries import next_due_substitution, substitution_of
from portal.domain.roster.refusals import InEffect, LeavesSoon, NotOnTheRoster, PrimaryStays
from portal.domain.roster.rules import takes_effect_at


@needs(Right.ROSTER_CHANGE)
def give_notice(
    leaver: Caller, draft: CallerDraft, *, version: int | None = None, by: Actor, at: datetime
) -> Substitution:
    """Replace a caller by somebody else, so many days from now (S34); both are told.

    Raises NotOnTheRoster, PrimaryStays, LeavesSoon, CountryNotCovered (S35), ContractEnded, AlreadyACaller,
    AlreadyComing, MailNotUsable, ChangedMeanwhile.
    """
    begin_change(leaver.organisation_id, version, by=by, at=at)
    _must_be_free_to_leave(leaver, at)
    contract_covering(leaver.organisation_id, draft.country, at)
    person = person_who_comes(draft, leaver.organisation_id, by=by, at=at)
    effective_at = takes_effect_at(at, house().substitution_notice_days, organisation_zone(leaver.organisation_id))
    comer = _change_ends(leaver, person, draft, effective_at, by)
    substitution = Substitution(
        organisation_id=leaver.organisation_id,
        leaver=leaver,
        comer_id=comer.id,
        comer_person=person,
        notice_at=at,
        notice_by_id=by.person_id,
        effective_at=effective_at,
    )
    session().add(substitution)
    answer_request_of(person, by=by, at=at)
    record(by, "substitution.noticed", substitution, at=at, **_said(substitution))
    _tell_both("substitution_noticed", substitution, at)
    return substitution


def _must_be_free_to_leave(leaver: Caller, at: datetime) -> None:
    if not as_it_is_now(leaver).is_on_roster(at):
        raise NotOnTheRoster(name=leaver.person.name)
    if leaver.is_primary:
        raise PrimaryStays(name=leaver.person.name)
    if substitution_of(leaver.id, at) is not None:
        raise LeavesSoon(name=leaver.person.name)


def _change_ends(leaver: Caller, person: Person, draft: CallerDraft, effective_at: datetime, by: Actor) -> Caller:
    leaver.until_at, leaver.ended_by_id = effective_at, by.person_id
    session().flush()  # the place is free before it is taken
    comer = Caller(
        organisation_id=leaver.organisation_id,
        person=person,
        place=leaver.place,
        allowance=leaver.allowance,
        from_at=effective_at,
        added_by_id=by.person_id,
        **facts_of(draft),
    )
    session().add(comer)
    session().flush()  # the substitution needs its id
    return comer


@needs(Right.ROSTER_CHANGE)
def withdraw_notice(substitution: Substitution, *, by: Actor, at: datetime) -> None:
    """Take the notice back before it takes effect: the leaving caller stays, the coming one never came (S34).

    Raises InEffect when it is too late, or somebody withdrew it first.
    """
    begin_change(substitution.organisation_id, None, by=by, at=at)
    comer_id = substitution.comer_id
    claimed = session().execute(
        update(Substitution)
        .where(
            Substitution.id == substitution.id,
            Substitution.withdrawn_at.is_(None),
            Substitution.done_at.is_(None),
            Substitution.effective_at > at,
        )
        .values(withdrawn_at=at, withdrawn_by_id=by.person_id, comer_id=None)
    )
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        raise InEffect
    session().execute(delete(Caller).where(Caller.id == comer_id))
    substitution.leaver.until_at, substitution.leaver.ended_by_id = None, None
    record(by, "substitution.withdrawn", substitution, at=at, **_said(substitution))
    _tell_both("substitution_withdrawn", substitution, at)


@needs(Right.WORK_BY_ITSELF)
def carry_out_next_substitution(*, by: Actor, at: datetime, but: Collection[int] = ()) -> bool:
    """Carry out the earliest substitution that has taken effect; True when there was one (S34).

    Who may open tickets changed by itself at that moment; here the roles follow and both are told. One UPDATE claims
    it, so it happens once under two workers and after any restart. `but`: ids of those to pass over, since they failed.
    """
    substitution = next_due_substitution(at, but)
    if substitution is None:
        return False
    claimed = session().execute(
        update(Substitution)
        .where(Substitution.id == substitution.id, Substitution.done_at.is_(None), Substitution.withdrawn_at.is_(None))
        .values(done_at=at)
    )
    if claimed.rowcount == 1:  # type: ignore[attr-defined]
        _carry_out(substitution, by=by, at=at)
    return True


def _carry_out(substitution: Substitution, *, by: Actor, at: datetime) -> None:
    begin_change(substitution.organisation_id, None, by=by, at=at)
    keep_role(substitution.leaver.person, Role.CONTACT, by=by, at=at)
    keep_role(substitution.comer_person, Role.NAMED_CALLER, by=by, at=at)
    resolve_demands_on(substitution.leaver, by=by, at=at)
    record(by, "substitution.done", substitution, at=at, **_said(substitution))
    _tell_both("substitution_done", substitution, at)


def _said(substitution: Substitution) -> dict[str, str]:
    return {
        "leaver": substitution.leaver.person.name,
        "comer": substitution.comer_person.name,
        "effective_at": substitution.effective_at.isoformat(),
    }


def _tell_both(kind: str, substitution: Substitution, at: datetime) -> None:
    words: dict[str, Any] = {**_said(substitution), "organisation": organisation_name(substitution.organisation_id)}
    post(kind, to=recipient(substitution.leaver.person), at=at, side="leaver", **words)
    post(kind, to=recipient(substitution.comer_person), at=at, side="comer", **words)
