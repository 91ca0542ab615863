"""What a promise is, when it runs out, and what becomes of it when severity, plan or calendar change (S7-S12, S44).

A promise runs out at the moment its working time is used up. It is kept if the answer comes then or before, to the
second; a breach carries the deadline's moment, not the moment at which somebody noticed (SE34). What is decided stays
decided: neither a breach nor an answer is rewritten by a later change (SE21, SE22).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.domain.calendars.hours import SpecialDay, WorkingHours, always
from portal.domain.calendars.rules import Due, Span, due_after, local_date, special_between, working_time

WARN_AT_PERCENT = (50, 80, 100)


class Clock(StrEnum):
    """Which time a promise counts."""

    BUSINESS = "business"  # the hours of a calendar
    ALWAYS = "always"  # 24x7


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan promises for a severity: so much time on a clock; without an amount it is best effort (S9)."""

    clock: Clock
    amount: timedelta | None
    plan: str = ""
    severity: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was special while the promise ran: a holiday, or a day with its own hours."""

    on: date
    name: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """A target with its moments, all in UTC. Without `due_at` nothing is promised."""

    target: Target
    started_at: datetime  # the ticket's creation; "lowered" counts from here again (S44)
    counted_from_at: datetime  # the start, or the moment of raising
    due_at: datetime | None
    spans: tuple[Span, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    breached_at: datetime | None = None
    met_at: datetime | None = None  # when it was answered, in time or late


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which a pausing clock stands still; without an end it stands still now."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """No deadline at present: so much is left, and it neither warns nor breaches (SE28)."""

    left: timedelta


class Change(StrEnum):
    """Why a promise got another deadline."""

    RAISED = "raised"
    LOWERED = "lowered"
    PLAN = "plan"
    CALENDAR = "calendar"


def target_from(clock: str, minutes: int | None, plan: str, severity: int) -> Target:
    """A target from the words and numbers in which a plan keeps it."""
    return Target(Clock(clock), None if minutes is None else timedelta(minutes=minutes), plan, severity)


def promised(target: Target, hours: WorkingHours, start: datetime, since: datetime | None = None) -> Promise:
    """The promise of a target that starts to run. `since` counts from a later moment. Best effort has no deadline (S9).

    Moments are whole seconds. Refuses what the calendar can never hold (CalendarNeverOpens).
    """
    start = start.replace(microsecond=0)
    since = (since or start).replace(microsecond=0)
    if target.amount is None:
        return Promise(target, start, since, None)
    clock = hours_of(target.clock, hours)
    due = due_after(clock, since, target.amount)
    return Promise(target, start, since, due.due_at, due.spans, _skipped(clock, since, due.due_at))


def first_response_due(target: Target, hours: WorkingHours, start: datetime) -> datetime | None:
    """When the first response is due; None for best effort."""
    return promised(target, hours, start).due_at


def hours_of(clock: Clock, hours: WorkingHours) -> WorkingHours:
    """The hours that a clock counts."""
    return hours if clock is Clock.BUSINESS else always(hours.zone, hours.name)


def severity_change(before: int, after: int) -> Change:
    """Severity 1 is the highest."""
    return Change.RAISED if after < before else Change.LOWERED


def retargeted(promise: Promise, change: Change, target: Target, hours: WorkingHours, at: datetime) -> Promise:
    """The promise after a change of severity, plan or calendar (S44, S62, SE20-SE24, SE41).

    Raised, or on another plan: the better of the old deadline and now + the new target; never worse. Lowered: the new
    target from the original start. Calendar changed: the same target from the same moment. An answer, and a deadline
    that has passed, stay as they are; a breach stays even where the deadline moves.
    """
    if promise.met_at is not None:
        return promise
    if change is Change.LOWERED:
        new = promised(target, hours, promise.started_at)
    elif change is Change.CALENDAR:
        passed = promise.breached_at is not None or is_breached(promise.due_at, None, at)
        new = promise if passed else promised(target, hours, promise.started_at, promise.counted_from_at)
    else:
        from_now = promised(target, hours, promise.started_at, max(at, promise.started_at))
        new = from_now if is_better(from_now.due_at, promise.due_at) else promise
    return replace(new, breached_at=breach_of(promise, at))


def is_better(one: datetime | None, other: datetime | None) -> bool:
    """An earlier deadline is better for the customer; any deadline is better than none."""
    return one is not None and (other is None or one < other)


def as_of(at: datetime) -> datetime:
    """The second that decides: a promise that is due before it is late. Exactly at the deadline it is kept (SE34)."""
    return at.replace(microsecond=0)


def is_breached(due_at: datetime | None, met_at: datetime | None, at: datetime) -> bool:
    """True when the deadline passed without an answer. Answered exactly at the deadline is met (SE34)."""
    return due_at is not None and as_of(met_at or at) > due_at


def breach_of(promise: Promise, at: datetime) -> datetime | None:
    """The moment of the breach as of `at`: the one recorded, else the deadline if it has passed, else None."""
    if promise.breached_at is not None:
        return promise.breached_at
    return promise.due_at if is_breached(promise.due_at, promise.met_at, at) else None


def due_with_pauses(amount: timedelta, hours: WorkingHours, start: datetime, pauses: Iterable[Pause]) -> Due | Paused:
    """When a pausing promise runs out, or what is left of it while it stands still (SE25-SE29).

    A pause after the deadline heals nothing: the deadline has been reached by then.
    """
    left, begin = amount, start
    spans: tuple[Span, ...] = ()
    for pause in _in_order(pauses, start):
        until = max(pause.since, begin)
        worked = working_time(hours, begin, until)
        if worked >= left:
            break
        spans += due_after(hours, begin, worked).spans
        left -= worked
        if pause.until is None:
            return Paused(left)
        begin = max(pause.until, begin)
    due = due_after(hours, begin, left)
    return Due(due.due_at, spans + due.spans)


def warning_moments(
    target: Target, hours: WorkingHours, start: datetime, percents: Sequence[int] = WARN_AT_PERCENT
) -> dict[int, datetime]:
    """When so many per cent of the time are used up, on the clock of the promise itself (SE45)."""
    if target.amount is None:
        return {}
    clock = hours_of(target.clock, hours)
    return {percent: due_after(clock, start, target.amount * percent / 100).due_at for percent in percents}


def _in_order(pauses: Iterable[Pause], start: datetime) -> list[Pause]:
    return sorted((p for p in pauses if p.until is None or p.until > max(p.since, start)), key=lambda p: p.since)


def _skipped(hours: WorkingHours, start: datetime, due_at: datetime) -> tuple[Skipped, ...]:
    """Days that were special on the way, where their weekday would have been open."""
    special = special_between(hours, local_date(hours, start), local_date(hours, due_at))
    return tuple(Skipped(on, day.name, not day.windows) for on, day in special if _matters(hours, on, day))


def _matters(hours: WorkingHours, on: date, day: SpecialDay) -> bool:
    return day.windows != hours.weekly[on.weekday()]
