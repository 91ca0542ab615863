"""Words of the preparation that are stored, and when each of its promises falls due (A20-A22)."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.domain.house.trade import Step

MINUTE = timedelta(minutes=1)
SHORT_NOTICE = timedelta(minutes=10)  # for confirming what was booked later than it would have been due (BE43)
MOST_UNANSWERED = 2  # calls that nobody took; then nobody knows whether they come (A22)


class Side(StrEnum):
    """Who is told, in writing, of a booking (BR31, BR33)."""

    WORKSHOP = "workshop"  # keeps the bay
    PARTS = "parts"  # reserves the parts
    FRONT_DESK = "front_desk"


STEPS = {Side.WORKSHOP: Step.WORKSHOP, Side.PARTS: Step.PARTS, Side.FRONT_DESK: Step.CALLS}  # without it: not told


class News(StrEnum):
    """What they are told."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REQUESTED = "requested"  # to the front desk alone: the customer waits for a yes (BR25)


class PartState(StrEnum):
    """Of one line of parts (BR32)."""

    ASKED = "asked"
    RESERVED = "reserved"
    MISSING = "missing"


class Result(StrEnum):
    """What a call about an appointment came to (BR19, BR35)."""

    CALLED = "called"  # noted on the register; nothing else was asked
    COMING = "coming"
    NO_ANSWER = "no_answer"
    WANTS_MOVE = "wants_move"
    CANCELS = "cancels"


class Readiness(StrEnum):
    """What has to be ready when the customer comes (BR35)."""

    ADVISOR = "advisor"
    BAY = "bay"
    PARTS = "parts"
    TOOLS = "tools"


class Reminding(StrEnum):
    """Which reminder."""

    AHEAD = "ahead"  # the day before, by default
    SOON = "soon"  # beside the call before the time (BR35)


def acknowledge_due_at(start_at: datetime, hours: int, at: datetime) -> datetime:
    """So long before the time, and at once for what is booked later than that (A21)."""
    return max(start_at - timedelta(hours=hours), at)


def confirm_due_at(start_at: datetime, minutes: int, at: datetime) -> datetime | None:
    """When to call; "confirm now", never past due, for what is booked later than that (BE43). Begun: None."""
    if start_at <= at:
        return None
    due_at = start_at - minutes * MINUTE
    return due_at if due_at > at else min(at + SHORT_NOTICE, start_at)


def is_short_notice(due_at: datetime, confirmed_at: datetime) -> bool:
    """It was booked so late that the call is due at once (BE43)."""
    return due_at - confirmed_at <= SHORT_NOTICE


def reminders_due(start_at: datetime, hours: int, minutes: int, at: datetime) -> dict[Reminding, datetime]:
    """When to remind, of what is still ahead (BE41, BE43)."""
    moments = {Reminding.AHEAD: start_at - timedelta(hours=hours), Reminding.SOON: start_at - minutes * MINUTE}
    return {kind: due_at for kind, due_at in moments.items() if due_at > at}


def arrives_too_late(expected_on: date | None, start_on: date) -> bool:
    """A missing part that isn't there on the day: the customer has to be told and moved (A21)."""
    return expected_on is None or expected_on > start_on
