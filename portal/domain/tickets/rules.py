"""What can be decided about a ticket from values alone (S40-S48). No database, no clock."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from zoneinfo import ZoneInfo

from portal.domain.calendars.hours import WorkingHours
from portal.domain.calendars.rules import business_day
from portal.domain.errors import N_

SEVERITIES = (1, 2, 3, 4)  # 1 is the highest (S42)
IMEI_DIGITS = 15


class State(StrEnum):
    """Where a ticket stands (S46)."""

    NEW = "new"
    OPEN = "open"
    WAITING_FOR_CUSTOMER = "waiting_for_customer"
    WAITING_FOR_THIRD_PARTY = "waiting_for_third_party"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Channel(StrEnum):
    """How something came in (S6)."""

    PORTAL = "portal"
    PHONE = "phone"
    EMAIL = "email"
    API = "api"


class Reproducible(StrEnum):
    """How often it happens (S40)."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    ONCE = "once"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """Why a ticket changed its state."""

    STAFF = "staff"  # somebody on staff said so
    ANSWER = "answer"  # the first public answer, or somebody took it up
    CUSTOMER = "customer"  # the customer wrote
    SILENCE = "silence"  # the customer didn't (S48)


class Standing(IntEnum):
    """Where a ticket stands in the list by deadline."""

    RUNNING = 0  # the first-response clock runs, or has run out
    OURS = 1  # open, its promise met or none made
    WAITING = 2  # for somebody else, or for the customer's word that it works
    DONE = 3


class Fact(StrEnum):
    """What is asked for beside what is required (S40)."""

    SERVICE_ID = "service_id"
    IMEI = "imei"
    EXPECTED = "expected"
    IMPACT = "impact"
    SINCE = "since"
    REPRODUCIBLE = "reproducible"
    STEPS = "steps"
    DEVICE_MODEL = "device_model"
    CARRIER = "carrier"
    OS_BUILD = "os_build"
    DEVICE_COUNT = "device_count"
    FILES = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What helps to work on a ticket and can be added later; empty is not known yet."""

    service_id: str = ""
    earlier_number: str = ""
    expected: str = ""
    impact: str = ""
    since: str = ""
    reproducible: str = ""  # a Reproducible, or "" when not said
    steps: str = ""
    device_model: str = ""
    carrier: str = ""
    os_build: str = ""
    device_count: int | None = None
    other_details: str = ""
    imeis: tuple[str, ...] = field(default=())


OPEN_STATES = frozenset(State) - {State.CLOSED}
WAITING_STATES = frozenset({State.WAITING_FOR_CUSTOMER, State.WAITING_FOR_THIRD_PARTY})
SILENT_STATES = frozenset({State.WAITING_FOR_CUSTOMER, State.RESOLVED})  # no word of the customer closes these (S48)
NEXT_STATES: dict[State, frozenset[State]] = {
    State.NEW: OPEN_STATES - {State.NEW} | {State.CLOSED},
    State.OPEN: frozenset(State) - {State.NEW, State.OPEN},
    State.WAITING_FOR_CUSTOMER: frozenset(State) - {State.NEW},
    State.WAITING_FOR_THIRD_PARTY: frozenset(State) - {State.NEW, State.WAITING_FOR_THIRD_PARTY},
    State.RESOLVED: frozenset(State) - {State.NEW, State.RESOLVED},
    State.CLOSED: frozenset({State.OPEN}),
}
_MODEL_CODE = re.compile(r"(?<![A-Z0-9])(?:SM-?)?[A-Z]{1,3}-?[0-9]{3,5}[A-Z0-9]{0,4}(?![A-Z0-9])", re.IGNORECASE)


def imei_digits(text: str) -> str:
    """An IMEI without the blanks, dashes and slashes that people write into it."""
    return re.sub(r"[\s/.-]", "", text)


def is_imei(text: str) -> bool:
    """15 digits of which the last one checks the others (Luhn). Blanks and dashes don't matter."""
    digits = imei_digits(text)
    if len(digits) != IMEI_DIGITS or not (digits.isascii() and digits.isdigit()) or not digits.strip("0"):
        return False
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(digits)]
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def is_full_model(text: str) -> bool:
    """True when a model code is in it: "S20 G988U" or "SM-T870", as against the bare marketing name "S20" (S40)."""
    return _MODEL_CODE.search(text) is not None


def still_needed(facts: Facts, *, files: int) -> tuple[Fact, ...]:
    """What was asked for and isn't there yet, in the order of the form (S40). Steps matter where it repeats."""
    repeats = facts.reproducible in (Reproducible.ALWAYS, Reproducible.SOMETIMES)
    known = {
        Fact.EXPECTED: facts.expected,
        Fact.IMPACT: facts.impact,
        Fact.SINCE: facts.since,
        Fact.REPRODUCIBLE: facts.reproducible,
        Fact.STEPS: facts.steps or not repeats,
        Fact.DEVICE_MODEL: facts.device_model,
        Fact.IMEI: facts.imeis,
        Fact.DEVICE_COUNT: facts.device_count,
        Fact.OS_BUILD: facts.os_build,
        Fact.CARRIER: facts.carrier,
        Fact.SERVICE_ID: facts.service_id,
        Fact.FILES: files,
    }
    return tuple(fact for fact, value in known.items() if not value)


def has_content(body: str) -> bool:
    """True when something is said outside quoted lines: a letter or a digit of one's own."""
    own = "\n".join(line for line in body.splitlines() if not line.lstrip().startswith(">"))
    return any(character.isalnum() for character in own)


def stops_first_response_clock(body: str, *, is_public: bool, by_staff: bool, is_automatic: bool) -> bool:
    """The first response is the first public answer of a person on staff with content (S45, SE32)."""
    return is_public and by_staff and not is_automatic and has_content(body)


def may_become(state: str, to: State) -> bool:
    """True when a ticket may go from one state to another (S46)."""
    return to in NEXT_STATES[State(state)]


def needs_an_answer_first(to: State) -> bool:
    """Waiting for the customer, resolved and closed are said to the customer, not set behind their back (SE31)."""
    return to in SILENT_STATES or to is State.CLOSED


def staff_may_set(state: str, to: State, *, is_answered: bool) -> bool:
    """What staff are offered: what can follow, and nothing said to be done that nobody has answered yet (SE31).

    A new ticket is opened by who takes it or answers, not by its state.
    """
    if not may_become(state, to) or (state == State.NEW and to is State.OPEN):
        return False
    return is_answered or not needs_an_answer_first(to)


def reopen_until(closed_at: datetime, days: int, zone: str) -> datetime:
    """How long a closed ticket can be opened again: so many calendar days on the wall of the house's zone (S46)."""
    local = closed_at.astimezone(ZoneInfo(zone))
    return (local + timedelta(days=days)).astimezone(closed_at.tzinfo)


def may_reopen(state: str, until: datetime | None, at: datetime) -> bool:
    """A waiting or resolved ticket always; a closed one within its window, the last second included (S46)."""
    return state != State.CLOSED or (until is not None and at <= until)


def reopens(state: str) -> bool:
    """A reply of the customer opens these again (S46)."""
    return state in WAITING_STATES or state in (State.RESOLVED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Silence:
    """What happens when the customer says nothing: two reminders, then the closing. All in UTC."""

    reminders: tuple[datetime, ...]
    closes_at: datetime

    def next_reminder(self, after: datetime) -> datetime | None:
        """The first reminder later than `after`."""
        return next((moment for moment in self.reminders if moment > after), None)


def silence(hours: WorkingHours, asked_at: datetime, *, days: int, remind_after: int) -> Silence:
    """When silence closes a ticket: at the close of the nth business day, the day of asking not counted (S48, SE46).

    Reminders: at the close of the day `remind_after`, and at the opening of the last day.
    """
    last = business_day(hours, asked_at, days)
    first = business_day(hours, asked_at, remind_after).closes_at
    reminders = tuple(sorted({moment for moment in (first, last.opens_at) if moment < last.closes_at}))
    return Silence(reminders, last.closes_at)


def standing(state: str, *, due_at: datetime | None, met_at: datetime | None) -> Standing:
    """Where a ticket belongs in the list. An unanswered promise runs on, whatever the state says (SE31)."""
    if state == State.CLOSED:
        return Standing.DONE
    if due_at is not None and met_at is None:
        return Standing.RUNNING
    return Standing.OURS if state in (State.NEW, State.OPEN) else Standing.WAITING


def newest_of_others(messages: Sequence[tuple[int, int | None]], reader: int | None, seen: int) -> int | None:
    """Who else on staff wrote after what the reader has seen; messages are (id, author). None when nobody did (S47)."""
    return next((author for number, author in reversed(messages) if number > seen and author != reader), None)


AREAS = (  # default data; the business edits it (S41)
    ("security", N_("Platform security suite and its services")),
    ("device", N_("Device: display, battery, memory, camera")),
    ("system", N_("Operating system: updates, drivers, configuration")),
    ("connectivity", N_("Connectivity and location: GPS, NFC, Wi-Fi, VPN, Bluetooth, cellular")),
    ("email", N_("Email: Exchange ActiveSync, native client")),
    ("management", N_("Enterprise mobility management: enrolment, maintenance upgrades, interoperability")),
    ("applications", N_("Third-party enterprise applications (collaborative)")),
)
