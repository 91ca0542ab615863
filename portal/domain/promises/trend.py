"""How the day goes and how the week kept its promises (Q8): counted in few index ranges, by hours of the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.deadlines.models import Deadline
from portal.domain.deadlines.rules import as_of
from portal.domain.tickets.listing import written_out
from portal.domain.tickets.models import StateChange, Ticket
from portal.domain.tickets.queries import theirs
from portal.domain.tickets.rules import SEVERITIES, Standing, State


@dataclass(frozen=True, slots=True)
class Trend:
    """Numbers per hour of today, and per severity of this week."""

    hours: tuple[int, ...]  # 0 to the present one, on the house's wall
    opened: tuple[int, ...]
    answered: tuple[int, ...]
    resolved: tuple[int, ...]
    kept: dict[int, tuple[int, int]]  # by severity: first responses in time, and all that had to be given


def trend_of(actor: Actor, zone: str, *, at: datetime) -> Trend:
    """Today's and this week's, of the tickets that the actor may see; a week begins on Monday. Five queries."""
    wall = at.astimezone(ZoneInfo(zone))
    today = datetime.combine(wall.date(), time(), ZoneInfo(zone)).astimezone(UTC)
    monday = datetime.combine(wall.date() - timedelta(days=wall.weekday()), time(), ZoneInfo(zone)).astimezone(UTC)
    sees = theirs(actor)
    opened = select(Ticket.opened_at).where(sees, Ticket.opened_at >= today, Ticket.opened_at <= at)
    answered = select(Deadline.met_at).join(Ticket, Ticket.first_response_id == Deadline.id)
    answered = answered.where(sees, Deadline.met_at.is_not(None), Deadline.met_at >= today)
    resolved = select(StateChange.at).join(Ticket, Ticket.id == StateChange.ticket_id)
    resolved = resolved.where(sees, StateChange.after == State.RESOLVED, StateChange.at >= today)
    hours = tuple(range(wall.hour + 1))
    return Trend(
        hours,
        opened=_per_hour(session().scalars(opened), hours, zone),
        answered=_per_hour(session().scalars(answered), hours, zone),
        resolved=_per_hour(session().scalars(resolved), hours, zone),
        kept=_kept(sees, monday, at),
    )


def _per_hour(moments: Iterable[datetime | None], hours: tuple[int, ...], zone: str) -> tuple[int, ...]:
    counted = dict.fromkeys(hours, 0)
    for moment in moments:
        if moment is not None and (hour := moment.astimezone(ZoneInfo(zone)).hour) in counted:
            counted[hour] += 1
    return tuple(counted.values())


def _kept(sees: ColumnElement[bool], monday: datetime, at: datetime) -> dict[int, tuple[int, int]]:
    """Answers given this week, in time or not, and those that fell due without one."""
    in_time = func.sum(case((Deadline.breached_at.is_(None), 1), else_=0))
    given = (
        select(Deadline.severity, in_time, func.count())
        .join(Ticket, Ticket.first_response_id == Deadline.id)
        .where(sees, Deadline.met_at.is_not(None), Deadline.met_at >= monday, Deadline.due_at.is_not(None))
        .group_by(Deadline.severity)
    )
    owed = (
        select(Ticket.severity, func.count())
        .where(sees)
        .where(Ticket.standing == written_out(Standing.RUNNING), Ticket.due_at >= monday, Ticket.due_at < as_of(at))
        .group_by(Ticket.severity)
    )
    kept = dict.fromkeys(SEVERITIES, (0, 0))
    for severity, good, count in session().execute(given):
        kept[severity] = (int(good), count)
    for severity, count in session().execute(owed):
        good, all_of_them = kept[severity]
        kept[severity] = (good, all_of_them + count)
    return kept
