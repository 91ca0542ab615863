"""The roster is confirmed at regular intervals, with reminders (S37)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.house.queries import house
from portal.domain.organisations.queries import running_contract
from portal.domain.outbox.operations import post
from portal.domain.people.queries import recipient
from portal.domain.rights import Right, needs
from portal.domain.roster.changes import begin_change, organisation_name
from portal.domain.roster.models import Roster, Verification
from portal.domain.roster.queries import callers, next_reminder, primary_contact
from portal.domain.roster.rules import REMIND_AGAIN_AFTER, remind_again_at, verify_by


@needs(Right.ROSTER_CHANGE)
def verify_roster(organisation_id: int, *, version: int | None = None, by: Actor, at: datetime) -> Verification:
    """Confirm the roster as it stands; the next time is counted from now (S37).

    Raises ChangedMeanwhile when it is no longer what the doer saw.
    """
    begin_change(organisation_id, version, by=by, at=at)
    verification = Verification(
        organisation_id=organisation_id,
        verified_at=at,
        verified_by_id=by.person_id,
        callers=len(callers(organisation_id, at)),
    )
    session().add(verification)
    verify_by_at = verify_by(at, house().verify_roster_every_days)
    session().execute(
        update(Roster)
        .where(Roster.organisation_id == organisation_id)
        .values(
            verified_at=at,
            verified_by_id=by.person_id,
            verify_by_at=verify_by_at,
            remind_at=verify_by_at,
            reminders_sent=0,
        )
    )
    record(by, "roster.verified", verification, at=at, callers=verification.callers)
    return verification


@needs(Right.WORK_BY_ITSELF)
def remind_next_verification(*, by: Actor, at: datetime, but: Collection[int] = ()) -> bool:
    """Remind the primary contact whose roster has waited longest; True when there was one (S37).

    First when it is due, then weekly, a few times. Without a running contract it is asked again in a week; without a
    primary contact nobody can be reminded. One UPDATE claims it. `but`: ids of rosters to pass over, since they failed.
    """
    roster = next_reminder(at, but)
    if roster is None:
        return False
    primary = primary_contact(roster.organisation_id)
    reminds = primary is not None and running_contract(roster.organisation_id, at) is not None
    sent = roster.reminders_sent + (1 if reminds else 0)
    again_at = remind_again_at(sent, at) if reminds else at + REMIND_AGAIN_AFTER
    claimed = session().execute(
        update(Roster)
        .where(Roster.id == roster.id, Roster.remind_at == roster.remind_at)
        .values(remind_at=again_at, reminders_sent=sent)
    )
    if claimed.rowcount == 1 and primary is not None and reminds:  # type: ignore[attr-defined]
        record(by, "roster.reminded", roster, at=at, reminder=sent)
        words: dict[str, Any] = {
            "organisation": organisation_name(roster.organisation_id),
            "callers": len(callers(roster.organisation_id, at)),
        }
        due = roster.verify_by_at.isoformat() if roster.verify_by_at else ""
        post("verification_due", to=recipient(primary.person), at=at, due_at=due, reminder=sent, **words)
    return True
