"""Saying that one has read it: workshop, parts, front desk, each for itself (A21, BR33)."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.preparation import Notice
from portal.domain.appointments.preparation_words import News
from portal.domain.appointments.preparing import is_open
from portal.domain.audit.operations import record
from portal.domain.rights import Right, needs

LEFT_AFTER = timedelta(days=1)  # after its time nobody prepares an appointment any more, and the queue has let it go
_BATCH = 500


@needs(Right.WORKSHOP_PREPARE)
def acknowledge_for_workshop(notice: Notice, *, by: Actor, at: datetime) -> None:
    """The workshop knows, and keeps the bay. Acknowledged already: nothing happens."""
    _acknowledge(notice, by=by, at=at)


@needs(Right.PARTS_PREPARE)
def acknowledge_for_parts(notice: Notice, *, by: Actor, at: datetime) -> None:
    """The parts desk knows. Acknowledged already: nothing happens."""
    _acknowledge(notice, by=by, at=at)


@needs(Right.BOOKING_WORK)
def acknowledge_for_front_desk(notice: Notice, *, by: Actor, at: datetime) -> None:
    """The front desk knows. Acknowledged already: nothing happens."""
    _acknowledge(notice, by=by, at=at)


@needs(Right.WORK_BY_ITSELF)
def leave_past_notices(*, by: Actor, at: datetime) -> bool:  # noqa: ARG001 - every operation names its doer
    """What nobody acknowledged of appointments of yesterday and before is over; whether there may be more.

    It stays unread in the record, and nothing that looks for open notices walks past it any more.
    """
    past = at - LEFT_AFTER
    open_ones = select(Notice.id).where(is_open(), Notice.due_at <= past, Notice.start_at <= past)  # due before it
    batch = list(session().scalars(open_ones.order_by(Notice.due_at).limit(_BATCH)))
    left = update(Notice).where(Notice.id.in_(batch), is_open()).values(superseded_at=at)
    session().execute(left.execution_options(synchronize_session=False))
    return len(batch) == _BATCH


def _acknowledge(notice: Notice, *, by: Actor, at: datetime) -> None:
    """One UPDATE: of two who press at once, one is kept. A request is answered, not acknowledged (BR25)."""
    claimed = session().execute(
        update(Notice)
        .where(Notice.id == notice.id, Notice.acknowledged_at.is_(None), Notice.news != News.REQUESTED)
        .values(acknowledged_at=at, acknowledged_by_id=by.person_id)
        .execution_options(synchronize_session=False)
    )
    if claimed.rowcount == 1:  # type: ignore[attr-defined]
        record(by, "notice.acknowledged", notice, at=at, side=notice.side, booking=notice.booking_id)
