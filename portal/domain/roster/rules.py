"""What the roster allows and when it changes: pure decisions (S33, S34, S37)."""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

REMIND_AGAIN_AFTER = timedelta(days=7)
REMIND_AGAIN_AT_MOST = 3  # after the first reminder; then the roster itself says that it is overdue


def free_place(taken: AbstractSet[int], allowance: int) -> int | None:
    """The lowest free place; None when as many are taken as the contract allows, wherever they stand (S33, S39)."""
    if len(taken) >= allowance:
        return None
    return min(set(range(1, allowance + 1)) - taken)


def takes_effect_at(notice_at: datetime, days: int, zone: str) -> datetime:
    """So many calendar days after the notice, by the clock on the organisation's wall (SE48). In the zone of notice_at.

    A time that the spring change skips is the moment just after it; one that comes twice in autumn is the first.
    """
    there = notice_at.astimezone(ZoneInfo(zone))
    wall = (there.replace(tzinfo=None) + timedelta(days=days)).replace(fold=0)
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(notice_at.tzinfo)


def may_withdraw(effective_at: datetime, at: datetime) -> bool:
    """Before it takes effect, not at that second (S34)."""
    return at < effective_at


def verify_by(verified_at: datetime, every_days: int) -> datetime:
    """When the roster is to be confirmed next (S37)."""
    return verified_at + timedelta(days=every_days)


def remind_again_at(sent: int, at: datetime) -> datetime | None:
    """When to remind next, after so many reminders, the last of them now; None when that was the last (S37).

    Counted from now and not from the due date, so that a worker that was away sends one mail and not four.
    """
    return at + REMIND_AGAIN_AFTER if sent <= REMIND_AGAIN_AT_MOST else None


def is_overdue(verify_by_at: datetime | None, at: datetime) -> bool:
    """The roster should have been confirmed by now (S37)."""
    return verify_by_at is not None and at >= verify_by_at
