"""Who is on the roster, was, will be, and what waits for an answer. Lookups by number go through the actor (P2)."""

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.models import AuditEntry
from portal.domain.people.models import Person
from portal.domain.rights import Right
from portal.domain.roster.models import Caller, PlaceRequest, ReplacementDemand, Roster, Substitution, Verification
from portal.domain.roster.rules import free_place

KINDS = [table.__tablename__ for table in (Caller, Substitution, PlaceRequest, ReplacementDemand, Roster, Verification)]
OfOrganisation = TypeVar("OfOrganisation", Caller, Substitution, PlaceRequest, ReplacementDemand)


def caller_of(person_id: int | None, at: datetime) -> Caller | None:
    """This person's place on the roster at that moment, with the person; None when they have none (S30, SE49)."""
    return session().scalar(_with_person().where(Caller.person_id == person_id, _is_on_roster(at)).limit(1))


def coming_caller(person_id: int | None, at: datetime) -> Caller | None:
    """The place this person will take by a substitution under way; None when none is waiting (S34)."""
    return session().scalar(_with_person().where(Caller.person_id == person_id, Caller.from_at > at).limit(1))


def primary_contact(organisation_id: int | None) -> Caller | None:
    """The organisation's primary contact, with the person loaded (S31)."""
    return session().scalar(_with_person().where(Caller.organisation_id == organisation_id, Caller.is_primary))


def callers(organisation_id: int, at: datetime) -> list[Caller]:
    """The named callers at that moment by place, with their people (S31, S38)."""
    found = _with_person().where(Caller.organisation_id == organisation_id, _is_on_roster(at))
    return list(session().scalars(found.order_by(Caller.place, Caller.id)))


def history(organisation_id: int, at: datetime) -> list[Caller]:
    """Everybody who is or was a named caller, the latest first, with who added and who removed them (S38)."""
    found = _with_person().where(Caller.organisation_id == organisation_id, Caller.from_at <= at)
    found = found.options(joinedload(Caller.added_by), joinedload(Caller.ended_by))
    return list(session().scalars(found.order_by(Caller.from_at.desc(), Caller.id.desc())))


def roster_of(organisation_id: int) -> Roster | None:
    """The roster with who verified it last; None before its first caller (S37)."""
    found = select(Roster).where(Roster.organisation_id == organisation_id).options(joinedload(Roster.verified_by))
    return session().scalar(found.execution_options(populate_existing=True))


def caller_for(actor: Actor, caller_id: int) -> Caller | None:
    """One stay on a roster this actor may see, with its person."""
    return session().scalar(_theirs(_with_person(), Caller, actor).where(Caller.id == caller_id))


def substitution_for(actor: Actor, substitution_id: int) -> Substitution | None:
    """One substitution of a roster this actor may see, with both people."""
    return session().scalar(_theirs(_with_both(), Substitution, actor).where(Substitution.id == substitution_id))


def request_for(actor: Actor, request_id: int) -> PlaceRequest | None:
    """One request for a place on a roster this actor may see, with who asks."""
    found = select(PlaceRequest).options(joinedload(PlaceRequest.person)).where(PlaceRequest.id == request_id)
    return session().scalar(_theirs(found, PlaceRequest, actor))


def demand_for(actor: Actor, demand_id: int) -> ReplacementDemand | None:
    """One demand to replace a caller of a roster this actor may see."""
    return session().scalar(_theirs(_with_caller(), ReplacementDemand, actor).where(ReplacementDemand.id == demand_id))


def pending_substitutions(organisation_id: int, at: datetime) -> list[Substitution]:
    """Those that have not taken effect at that moment, the soonest first (S34)."""
    found = _with_both().where(
        Substitution.organisation_id == organisation_id,
        Substitution.withdrawn_at.is_(None),
        Substitution.effective_at > at,
    )
    return list(session().scalars(found.order_by(Substitution.effective_at, Substitution.id)))


def substitution_of(leaver_id: int, at: datetime) -> Substitution | None:
    """The substitution under way by which this caller leaves."""
    found = select(Substitution).where(
        Substitution.leaver_id == leaver_id, Substitution.withdrawn_at.is_(None), Substitution.effective_at > at
    )
    return session().scalar(found)


def next_due_substitution(at: datetime, but: Collection[int] = ()) -> Substitution | None:
    """The earliest that has taken effect and whose people have not been told, with both people (S34)."""
    found = _with_both().where(
        Substitution.withdrawn_at.is_(None),
        Substitution.done_at.is_(None),
        Substitution.effective_at <= at,
        Substitution.id.not_in(but),
    )
    return session().scalar(found.order_by(Substitution.effective_at, Substitution.id).limit(1))


def open_request_of(person_id: int | None) -> PlaceRequest | None:
    """What this person asked and nobody has answered (S32)."""
    return session().scalar(
        select(PlaceRequest).where(PlaceRequest.person_id == person_id, PlaceRequest.answered_at.is_(None))
    )


def open_requests(organisation_id: int) -> list[PlaceRequest]:
    """Requests for a place without an answer, the oldest first, with who asks."""
    found = select(PlaceRequest).options(joinedload(PlaceRequest.person))
    found = found.where(PlaceRequest.organisation_id == organisation_id, PlaceRequest.answered_at.is_(None))
    return list(session().scalars(found.order_by(PlaceRequest.asked_at, PlaceRequest.id)))


def open_demands(organisation_id: int) -> list[ReplacementDemand]:
    """Replacements that staff require and that have not been resolved, the oldest first (S36)."""
    found = _with_caller().where(
        ReplacementDemand.organisation_id == organisation_id, ReplacementDemand.resolved_at.is_(None)
    )
    return list(session().scalars(found.order_by(ReplacementDemand.demanded_at, ReplacementDemand.id)))


def verifications(organisation_id: int) -> list[Verification]:
    """When the roster was confirmed and by whom, the latest first (S37)."""
    found = select(Verification).options(joinedload(Verification.verified_by))
    found = found.where(Verification.organisation_id == organisation_id)
    return list(session().scalars(found.order_by(Verification.verified_at.desc(), Verification.id.desc()).limit(20)))


def next_reminder(at: datetime, but: Collection[int] = ()) -> Roster | None:
    """The roster whose reminder to verify has been due longest (S37)."""
    found = select(Roster).where(Roster.remind_at <= at, Roster.id.not_in(but))
    return session().scalar(found.order_by(Roster.remind_at, Roster.id).limit(1))


def places_taken(organisation_id: int) -> set[int]:
    """The places that somebody holds until further notice, from now or from the day of a substitution."""
    found = select(Caller.place).where(Caller.organisation_id == organisation_id, Caller.until_at.is_(None))
    return set(session().scalars(found))


def is_full(organisation_id: int, allowance: int) -> bool:
    """No place is free (S33)."""
    return free_place(places_taken(organisation_id), allowance) is None


def roster_version(organisation_id: int) -> int:
    """What a form is begun on; 0 before the first caller."""
    return session().scalar(select(Roster.version).where(Roster.organisation_id == organisation_id)) or 0


def changes(organisation_id: int) -> list[tuple[AuditEntry, str | None]]:
    """The last two hundred changes of the roster with the names of who made them, the latest first (S38)."""
    found = (
        select(AuditEntry, Person.name)
        .outerjoin(Person, Person.id == AuditEntry.person_id)
        .where(AuditEntry.organisation_id == organisation_id, AuditEntry.subject_kind.in_(KINDS))
    )
    return [(entry, name) for entry, name in session().execute(found.order_by(AuditEntry.id.desc()).limit(200))]


def callers_by_organisation(at: datetime) -> dict[int, int]:
    """How many named callers each organisation has; those without any are left out."""
    found = select(Caller.organisation_id, func.count()).where(_is_on_roster(at)).group_by(Caller.organisation_id)
    return {organisation_id: number for organisation_id, number in session().execute(found)}  # noqa: C416


def colleagues_without_place(organisation_id: int) -> list[Person]:
    """Active people of the organisation who hold no place and wait for none, by name (S33)."""
    placed = select(Caller.person_id).where(Caller.organisation_id == organisation_id, Caller.until_at.is_(None))
    found = select(Person).where(
        Person.organisation_id == organisation_id, Person.deactivated_at.is_(None), Person.id.not_in(placed)
    )
    return list(session().scalars(found.order_by(Person.name, Person.id)))


def _is_on_roster(at: datetime) -> ColumnElement[bool]:
    """Caller.is_on_roster in SQL."""
    return and_(Caller.from_at <= at, or_(Caller.until_at.is_(None), Caller.until_at > at))


def _with_person() -> Select[Caller]:
    return select(Caller).join(Caller.person).options(contains_eager(Caller.person))


def _with_both() -> Select[Substitution]:
    return select(Substitution).options(
        joinedload(Substitution.leaver).joinedload(Caller.person), joinedload(Substitution.comer_person)
    )


def _with_caller() -> Select[ReplacementDemand]:
    return select(ReplacementDemand).options(
        joinedload(ReplacementDemand.caller).joinedload(Caller.person), joinedload(ReplacementDemand.demanded_by)
    )


def _theirs(found: Select[OfOrganisation], table: type[OfOrganisation], actor: Actor) -> Select[OfOrganisation]:
    """Staff see every roster, a customer their own, nobody else any."""
    if not actor.may(Right.ROSTER_SEE):
        return found.where(false())
    if actor.is_staff:
        return found
    return found.where(table.organisation_id == actor.organisation_id)
