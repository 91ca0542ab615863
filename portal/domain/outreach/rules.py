"""Whom the shop calls first and why, what an outcome means, when nobody may be called (A10-A13, BR1-BR5, BR16)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

AHEAD = timedelta(days=14)  # how long before its day a service is worth a call
TOO_LATE = timedelta(days=180)  # after which a service that nobody came for is let go
COUNTED = timedelta(days=730)  # visits and spending of 24 months count (BR4)
CLAIM_LASTS = timedelta(minutes=20)  # a call that takes longer is given up
RINGS_AT_MOST = 3  # A13
MOST_RINGS = 99
LONGEST_NUMBER = 40
MOST_UNANSWERED = 2  # register columns: first and second attempt (BR19)
MERGE_FIELDS = ("shop", "me", "customer", "plate", "model", "service", "campaign", "open_work", "due")
_FIELD = re.compile(r"\{([^{}]*)\}")
_MIDDAY, _A_DAY = time(12), timedelta(days=1)
_HALVES = ((0, 720, 540), (720, 1440, 810))  # minutes of the day: from, to, when one calls in it
_FURTHEST = 60  # days, over the longest holiday
Window = tuple[int, int]


class Reason(StrEnum):
    """Why a customer is called (邀约对象), in the order in which the source names them (BR1)."""

    COMPLAINT = "complaint"  # 投诉客户
    PENDING = "pending"  # 待处理客户
    RUNNING_IN = "running_in"  # 走合保养
    PERIODIC = "periodic"  # 定期保养
    CAMPAIGN = "campaign"  # 服务活动


class Outcome(StrEnum):
    """What a call came to."""

    BOOKED = "booked"
    CALL_AGAIN = "call_again"  # asked to be called at another time
    NOT_NOW = "not_now"  # can't talk, or not this time: ended politely
    NOT_WANTED = "not_wanted"  # never again for this
    NEVER_CALL = "never_call"  # never again for anything
    WRONG_NUMBER = "wrong_number"
    NO_ANSWER = "no_answer"


class State(StrEnum):
    """Where an invite stands."""

    OPEN = "open"
    BOOKED = "booked"
    DECLINED = "declined"
    NOT_WANTED = "not_wanted"
    UNREACHED = "unreached"
    WITHDRAWN = "withdrawn"  # what it was about is settled, or the customer is not to be called


class Result(StrEnum):
    """What an incoming call came to (A13)."""

    ANSWERED = "answered"
    BOOKED = "booked"
    CALL_BACK = "call_back"
    COMPLAINT = "complaint"


class Why(StrEnum):
    """Why an appointment was declined (BR15)."""

    NO_TIME = "no_time"
    TOO_DEAR = "too_dear"
    NOT_NEEDED = "not_needed"  # in the customer's eyes
    ELSEWHERE = "elsewhere"  # is served by somebody else
    SOLD = "sold"
    OTHER = "other"


class Explained(StrEnum):
    """What who declines was told all the same (BR15)."""

    SENSE = "sense"  # of regular service, or what the campaign offers
    BOOKING = "booking"  # what an appointment is good for
    OPEN_WORK = "open_work"  # what was not done last time


class Stays(StrEnum):
    """What the customer does meanwhile (BR22)."""

    WAITS = "waits"
    DROPS_OFF = "drops_off"


DEFAULT_ORDER = tuple(Reason)
ENDS = {  # what an outcome makes of the invite; others leave it open
    Outcome.BOOKED: State.BOOKED,
    Outcome.NOT_NOW: State.DECLINED,
    Outcome.NOT_WANTED: State.NOT_WANTED,
    Outcome.NEVER_CALL: State.WITHDRAWN,
    Outcome.WRONG_NUMBER: State.UNREACHED,
}
SPOKEN = frozenset(Outcome) - {Outcome.NO_ANSWER, Outcome.WRONG_NUMBER}  # with the customer, who was confirmed (BR6)
LATER = frozenset({Outcome.CALL_AGAIN, Outcome.NOT_NOW})  # may be called again, at a moment of their choice (BR15)
RESTS = frozenset({Outcome.CALL_AGAIN, Outcome.NOT_NOW, Outcome.NOT_WANTED, Outcome.NEVER_CALL})  # for the day (A12)


def in_order(wanted: Sequence[str]) -> list[Reason]:
    """The reasons as the house orders them: each once, none missing, campaigns after the four others (BR3)."""
    known = [Reason(word) for word in dict.fromkeys(wanted) if word in list(Reason)]
    known += [reason for reason in DEFAULT_ORDER if reason not in known]
    return [reason for reason in known if reason != Reason.CAMPAIGN] + [Reason.CAMPAIGN]


def risen(order: Sequence[Reason], reason: Reason) -> list[Reason]:
    """One place further up; the first stays, and campaigns stay last (BR3)."""
    place = order.index(reason)
    changed = list(order)
    if place:
        changed[place - 1], changed[place] = changed[place], changed[place - 1]
    return in_order(changed)


@dataclass(frozen=True, slots=True)
class Score:
    """How much a customer's loyalty weighs, with its parts: no black box (BR4). 100 at most."""

    visits: int  # in 24 months
    spend_cents: int  # in 24 months
    years: int  # as a customer

    @property
    def for_visits(self) -> int:
        """Four points a visit, 40 at most."""
        return min(40, 4 * self.visits)

    @property
    def for_spend(self) -> int:
        """A point for each 100 spent, 40 at most."""
        return min(40, self.spend_cents // 10_000)

    @property
    def for_years(self) -> int:
        """Two points a year, 20 at most."""
        return min(20, 2 * self.years)

    @property
    def total(self) -> int:
        """All of them."""
        return self.for_visits + self.for_spend + self.for_years


def whole_years(since: date | None, today: date) -> int:
    """How many years somebody is a customer."""
    if since is None or since > today:
        return 0
    return today.year - since.year - ((today.month, today.day) < (since.month, since.day))


def next_half_day(at: datetime, zone: str, open_on: Callable[[date], Sequence[Window]]) -> datetime:
    """When somebody who didn't answer is tried again: in the next half of a day in which the shop is open (BR19).

    At nine, or half past one after midday; where it is open at another time alone, then. `open_on`: its minutes of a
    date, from and to, holidays and half days counted. A shop that never opens tries again after a day.
    """
    there = at.astimezone(ZoneInfo(zone))
    on, half = there.date(), int(there.time() >= _MIDDAY)
    for _tried in range(2 * _FURTHEST):
        on, half = (on + _A_DAY, 0) if half else (on, 1)
        minute = _first_minute(open_on(on), half)
        if minute is not None:
            return datetime.combine(on, time(*divmod(minute, 60)), ZoneInfo(zone)).astimezone(at.tzinfo)
    return at + _A_DAY


def _first_minute(windows: Sequence[Window], half: int) -> int | None:
    begin, end, usual = _HALVES[half]
    inside = [(max(start, begin), min(stop, end)) for start, stop in windows if start < end and stop > begin]
    found = [max(start, usual) for start, stop in inside if stop > usual]
    return min(found or [start for start, _stop in inside], default=None)


def is_another_day(call_at: datetime, at: datetime, zone: str) -> bool:
    """Not the same day: who can't talk now isn't called again today (A12)."""
    there = ZoneInfo(zone)
    return call_at.astimezone(there).date() > at.astimezone(there).date()


def is_held(claimed_at: datetime, at: datetime) -> bool:
    """A claim on a customer still counts."""
    return at - claimed_at < CLAIM_LASTS


def unknown_fields(script: str) -> list[str]:
    """Words in braces that no value goes with."""
    return [word for word in _FIELD.findall(script) if word not in MERGE_FIELDS]


def merged(script: str, values: Mapping[str, str]) -> str:
    """The script with its values. Only the known fields are filled in; nothing is evaluated."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), script)
