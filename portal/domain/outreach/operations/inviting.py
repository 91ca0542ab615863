"""The worker looks for whom to call: each reason and day of a vehicle becomes one invite, and only one (BR5)."""

from datetime import datetime

from sqlalchemy import update

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.calendars.hours import local_day
from portal.domain.house.queries import house, takes
from portal.domain.house.trade import Step
from portal.domain.outreach.candidates import Candidate, candidates, gone, scores_of
from portal.domain.outreach.models import Invite
from portal.domain.outreach.rules import Score, State
from portal.domain.rights import Right, needs


@needs(Right.WORK_BY_ITSELF)
def make_invites(*, by: Actor, at: datetime) -> bool:  # noqa: ARG001 - every operation names its doer
    """Withdraw what is settled, invite who is due. Whether there may be more (BR1, BR5)."""
    if not takes(Step.OUTREACH):
        return False
    one_at_a_time("invites")
    today = local_day(at, house().zone)
    settled = update(Invite).where(Invite.state == State.OPEN, Invite.promised_at.is_(None), gone(today))
    session().execute(settled.values(state=State.WITHDRAWN, closed_at=at).execution_options(synchronize_session=False))
    found = candidates(today)
    scores = scores_of({one.customer_id for one in found}, today)
    session().add_all([_invite(one, scores[one.customer_id], at) for one in found])
    session().flush()
    return bool(found)


def _invite(one: Candidate, score: Score, at: datetime) -> Invite:
    return Invite(
        asset_id=one.asset_id,
        customer_id=one.customer_id,
        reason=one.reason,
        due_on=one.due_on,
        campaign_id=one.campaign_id,
        visits=score.visits,
        spend_cents=score.spend_cents,
        years=score.years,
        score=score.total,
        made_at=at,
    )
