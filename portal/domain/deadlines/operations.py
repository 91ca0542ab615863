"""Starting, meeting, breaching and changing deadlines. What may be decided once is one conditional UPDATE."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Update, select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.calendars.hours import WorkingHours, always
from portal.domain.calendars.models import Calendar
from portal.domain.calendars.queries import versioned_hours_of
from portal.domain.calendars.rules import CalendarNeverOpens, CalendarWithoutHours
from portal.domain.deadlines.models import Deadline, DeadlineChange
from portal.domain.deadlines.queries import is_still_running, promise_of
from portal.domain.deadlines.rules import Change, Clock, Promise, Target, promised, retargeted
from portal.domain.rights import Right, needs

BATCH = 500


@dataclass(frozen=True, slots=True)
class Meeting:
    """What answering did: `first` if nobody had answered before, `late` if it was first to notice the breach."""

    first: bool
    late: bool


@dataclass(frozen=True, slots=True)
class NewTarget:
    """What is promised from now on, and by which calendar; without one, by the calendar of before."""

    target: Target
    calendar_id: int | None = None


@dataclass(frozen=True, slots=True)
class Retargeting:
    """The deadline before and after, and whether this change was the first to notice that it had passed."""

    due_before_at: datetime | None
    due_after_at: datetime | None
    late: bool


@needs(Right.TICKET_OPEN)
def start_deadline(
    target: Target,
    calendar_id: int | None,
    calendar_version: str | None = None,
    *,
    by: Actor,  # noqa: ARG001 - asked for the right
    at: datetime,
) -> Deadline:
    """A promise starts to run at `at`. Best effort gives a deadline without a moment (S9)."""
    version, hours = _hours(target, calendar_id, calendar_version)
    deadline = Deadline(calendar_id=calendar_id)
    _keep(deadline, promised(target, hours, at), version)
    session().add(deadline)
    session().flush()  # its owner needs the id
    return deadline


@needs(Right.TICKET_REPLY)
def meet_deadline(deadline: Deadline, *, by: Actor, at: datetime) -> Meeting:
    """Somebody answered at `at`. Only the first answer counts; one after the deadline is kept as late (S45, SE34)."""
    _follow_calendar(deadline, by=by, at=at)
    at = at.replace(microsecond=0)
    late = _claim_breach(deadline, at, met_at=at)
    first = late or _claim(
        update(Deadline)
        .where(Deadline.id == deadline.id, Deadline.met_at.is_(None), Deadline.voided_at.is_(None))
        .values(met_at=at),
        deadline,
    )
    return Meeting(first, late)


@needs(Right.WORK_BY_ITSELF)
def claim_breach(deadline: Deadline, *, by: Actor, at: datetime) -> bool:
    """True for exactly one of all who notice that the deadline has passed; it carries the deadline's moment (SE44).

    A calendar edited since the deadline was counted is followed first: then there may be nothing to claim.
    """
    _follow_calendar(deadline, by=by, at=at)
    return _claim_breach(deadline, at)


@needs(Right.TICKET_REPLY)
def void_deadline(deadline: Deadline, *, by: Actor, at: datetime) -> bool:  # noqa: ARG001
    """Nobody owes the answer any more. What has been answered stays answered, a breach stays a breach (SE38, SE42)."""
    return _claim(
        update(Deadline)
        .where(Deadline.id == deadline.id, Deadline.met_at.is_(None), Deadline.voided_at.is_(None))
        .values(voided_at=at.replace(microsecond=0)),
        deadline,
    )


@needs(Right.TICKET_WORK)
def retarget_deadline(
    deadline: Deadline, change: Change, to: NewTarget, *, reason: str, by: Actor, at: datetime
) -> Retargeting:
    """Another severity or plan, so another target (S44, S62): see rules.retargeted. Kept with who, when and why.

    Answered or voided, nothing changes. A deadline that had passed unnoticed is claimed as breached first.
    """
    _follow_calendar(deadline, by=by, at=at)
    late = _claim_breach(deadline, at)
    before = promise_of(deadline)
    if deadline.met_at is not None or deadline.voided_at is not None:
        return Retargeting(before.due_at, before.due_at, late)
    calendar_id = to.calendar_id or deadline.calendar_id
    version, hours = _hours(to.target, calendar_id)
    after = retargeted(before, change, to.target, hours, at.replace(microsecond=0))
    _note(deadline, change, before, after, severity=to.target.severity, reason=reason, by=by, at=at)
    if after.target is not before.target:
        deadline.calendar_id = calendar_id
        _keep(deadline, after, version)
    session().flush()  # conditional UPDATEs later in this transaction must see it
    return Retargeting(before.due_at, after.due_at, late)


@needs(Right.WORK_BY_ITSELF)
def follow_calendars(*, by: Actor, at: datetime) -> int:
    """Count again, in one batch, what was counted with a calendar that has been edited since (SE41). How many it were.

    Deadlines that have passed and results are left alone. Safe to run twice; call again while it returns `BATCH`.
    """
    stale = (
        select(Deadline)
        .join(Calendar, Calendar.id == Deadline.calendar_id)
        .where(*is_still_running(), Deadline.clock == Clock.BUSINESS, Deadline.calendar_version != Calendar.version)
        .where(Deadline.due_at >= at.replace(microsecond=0))
        .order_by(Deadline.id)
        .limit(BATCH)
    )
    deadlines = list(session().scalars(stale))
    for deadline in deadlines:
        _follow_calendar(deadline, by=by, at=at)
    session().flush()  # the next batch must not find them again
    return len(deadlines)


def _follow_calendar(deadline: Deadline, *, by: Actor, at: datetime) -> None:
    """Count anew if the calendar was edited since and the deadline has not passed; note it if it moved."""
    if deadline.clock != Clock.BUSINESS or not deadline.is_running or deadline.breached_at is not None:
        return
    before = promise_of(deadline)
    version, hours = _hours(before.target, deadline.calendar_id, deadline.known_calendar_version)
    if version == deadline.calendar_version:
        return
    try:
        after = retargeted(before, Change.CALENDAR, before.target, hours, at.replace(microsecond=0))
    except CalendarNeverOpens:
        after = before  # too few hours to keep the promise in: the moment that the customer was told stays
    if after.breached_at is not None:
        return  # it had passed before anybody looked: a result, not to be rewritten
    _keep(deadline, after, version)
    if after.due_at != before.due_at:
        _note(deadline, Change.CALENDAR, before, after, severity=deadline.severity, reason="", by=by, at=at)
    session().flush()  # the conditional UPDATE that follows must see it


def _note(
    deadline: Deadline,
    change: Change,
    before: Promise,
    after: Promise,
    *,
    severity: int,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    noted = DeadlineChange(
        deadline_id=deadline.id,
        at=at,
        person_id=by.person_id,
        change=change,
        reason=reason,
        severity_before=deadline.severity,
        severity_after=severity,
        due_before_at=before.due_at,
        due_after_at=after.due_at,
    )
    session().add(noted)


def _hours(target: Target, calendar_id: int | None, version: str | None = None) -> tuple[str | None, WorkingHours]:
    """The hours of a calendar with their version. Business time without a calendar is refused, never counted 24x7."""
    if calendar_id is not None:
        return versioned_hours_of(calendar_id, version)
    if target.clock is Clock.BUSINESS and target.amount is not None:
        raise CalendarWithoutHours
    return None, always()


def _keep(deadline: Deadline, promise: Promise, version: str | None) -> None:
    target = promise.target
    deadline.plan, deadline.severity, deadline.clock = target.plan, target.severity, target.clock
    deadline.minutes = None if target.amount is None else int(target.amount.total_seconds()) // 60
    deadline.calendar_version = version
    deadline.started_at, deadline.counted_from_at = promise.started_at, promise.counted_from_at
    deadline.due_at = promise.due_at
    deadline.spans = [[_written(span.start), _written(span.end)] for span in promise.spans]
    deadline.skipped = [[day.on.isoformat(), day.name, day.closed] for day in promise.skipped]


def _claim_breach(deadline: Deadline, at: datetime, met_at: datetime | None = None) -> bool:
    """`met_at`: in the same breath it was answered, late."""
    at = at.replace(microsecond=0)
    if deadline.due_at is None or deadline.due_at >= at or deadline.breached_at is not None:
        return False
    return _claim(
        update(Deadline)
        .where(Deadline.id == deadline.id, *is_still_running(), Deadline.due_at < at)
        .values(breached_at=Deadline.due_at, met_at=met_at),
        deadline,
    )


def _claim(statement: Update, deadline: Deadline) -> bool:
    """Let the database decide who was first; either way `deadline` shows what is true now."""
    options = {"synchronize_session": False, "populate_existing": True}
    won = session().scalars(statement.returning(Deadline).execution_options(**options)).one_or_none() is not None
    if not won:
        session().refresh(deadline)
    return won


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
