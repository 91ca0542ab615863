"""Reading deadlines, and what explains them."""

from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, select

from portal.db import session
from portal.domain.calendars.rules import Span
from portal.domain.deadlines.models import Deadline, DeadlineChange
from portal.domain.deadlines.rules import Promise, Skipped, as_of, target_from


def is_still_running() -> tuple[ColumnElement[bool], ...]:
    """The conditions of the partial index: promised, and nothing has come of it yet."""
    return (
        Deadline.due_at.is_not(None),
        Deadline.met_at.is_(None),
        Deadline.breached_at.is_(None),
        Deadline.voided_at.is_(None),
    )


def overdue(at: datetime, limit: int = 1) -> list[Deadline]:
    """The earliest deadlines that have passed without an answer and that nobody has claimed; one index range."""
    passed = Deadline.due_at < as_of(at)
    return list(
        session().scalars(select(Deadline).where(*is_still_running(), passed).order_by(Deadline.due_at).limit(limit))
    )


def changes_of(deadline_id: int) -> list[DeadlineChange]:
    """Every deadline it had before, oldest first (SE21)."""
    return list(
        session().scalars(
            select(DeadlineChange).where(DeadlineChange.deadline_id == deadline_id).order_by(DeadlineChange.id)
        )
    )


def promise_of(deadline: Deadline) -> Promise:
    """A stored deadline as the rules see it."""
    return Promise(
        target=target_from(deadline.clock, deadline.minutes, deadline.plan, deadline.severity),
        started_at=deadline.started_at,
        counted_from_at=deadline.counted_from_at,
        due_at=deadline.due_at,
        spans=tuple(Span(_moment(start), _moment(end)) for start, end in deadline.spans),
        skipped=tuple(Skipped(date.fromisoformat(on), name, closed) for on, name, closed in deadline.skipped),
        breached_at=deadline.breached_at,
        met_at=deadline.met_at,
    )


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)
