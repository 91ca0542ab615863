"""The door that every ticket passes: is this person a named caller now? (S30, S32, S34, SE49)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.errors import RightMissing
from portal.domain.house.queries import house
from portal.domain.roster.models import Caller, Substitution
from portal.domain.roster.queries import caller_of, coming_caller, open_request_of, primary_contact
from portal.domain.roster.refusals import CallerNotYet, NoPrimaryContact, NotANamedCaller


def require_named_caller(by: Actor, *, at: datetime) -> Caller:
    """The actor's place on the roster. Raises NotANamedCaller, which refers to the primary contact by name (S32), and
    CallerNotYet with the moment from which it will be theirs (SE49). Staff have no place: RightMissing.
    """
    if by.organisation_id is None:
        raise RightMissing
    caller = caller_of(by.person_id, at)
    if caller is None:
        raise _why_not(by, at)
    return caller


def _why_not(by: Actor, at: datetime) -> NotANamedCaller | CallerNotYet:
    coming = coming_caller(by.person_id, at)
    if coming is not None:
        return CallerNotYet(from_at=coming.from_at, leaver_name=_leaver_name(coming))
    primary = primary_contact(by.organisation_id)
    if primary is None:
        return NoPrimaryContact(primary_name="", primary_email="", asked_at=None, support_email=house().support_email)
    asked = open_request_of(by.person_id)
    return NotANamedCaller(
        primary_name=primary.person.name,
        primary_email=primary.person.email,
        asked_at=asked.asked_at if asked else None,
    )


def _leaver_name(coming: Caller) -> str:
    found = select(Substitution).where(Substitution.comer_id == coming.id)
    found = found.options(joinedload(Substitution.leaver).joinedload(Caller.person))
    return session().scalars(found).one().leaver.person.name
