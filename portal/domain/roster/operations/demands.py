"""Staff require that a caller be replaced (S36)."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.outbox.operations import post
from portal.domain.rights import Right, needs
from portal.domain.roster.changes import as_it_is_now, begin_change, organisation_name, whom_to_tell
from portal.domain.roster.models import Caller, ReplacementDemand
from portal.domain.roster.refusals import DemandedAlready, NotOnTheRoster, ResolvedAlready


@needs(Right.ROSTER_DEMAND)
def demand_replacement(caller: Caller, reason: str, *, by: Actor, at: datetime) -> ReplacementDemand:
    """Require the replacement of a caller, with the written reason; the primary contact is told and sees it (S36).

    Raises NotOnTheRoster, DemandedAlready.
    """
    begin_change(caller.organisation_id, None, by=by, at=at)
    if not as_it_is_now(caller).is_on_roster(at):
        raise NotOnTheRoster(name=caller.person.name)
    if _open_demand_on(caller):
        raise DemandedAlready(name=caller.person.name)
    demand = ReplacementDemand(
        organisation_id=caller.organisation_id,
        caller=caller,
        reason=reason,
        demanded_at=at,
        demanded_by_id=by.person_id,
    )
    session().add(demand)
    record(by, "replacement.demanded", demand, at=at, person=caller.person.name, reason=reason)
    words: dict[str, Any] = {
        "person": caller.person.name,
        "reason": reason,
        "organisation": organisation_name(caller.organisation_id),
    }
    post("replacement_demanded", to=whom_to_tell(caller.organisation_id), at=at, **words)
    return demand


def _open_demand_on(caller: Caller) -> bool:
    found = select(ReplacementDemand.id)
    found = found.where(ReplacementDemand.caller_id == caller.id, ReplacementDemand.resolved_at.is_(None))
    return session().scalar(found) is not None


@needs(Right.ROSTER_DEMAND)
def resolve_demand(demand: ReplacementDemand, resolution: str, *, by: Actor, at: datetime) -> None:
    """Settle it without the caller leaving, with a word about why. Raises ResolvedAlready."""
    claimed = session().execute(
        update(ReplacementDemand)
        .where(ReplacementDemand.id == demand.id, ReplacementDemand.resolved_at.is_(None))
        .values(resolved_at=at, resolved_by_id=by.person_id, resolution=resolution)
    )
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        raise ResolvedAlready
    person = demand.caller.person.name
    record(by, "replacement.resolved", demand, at=at, person=person, resolution=resolution)
    words: dict[str, Any] = {
        "person": person,
        "resolution": resolution,
        "organisation": organisation_name(demand.organisation_id),
    }
    post("replacement_resolved", to=whom_to_tell(demand.organisation_id), at=at, **words)
