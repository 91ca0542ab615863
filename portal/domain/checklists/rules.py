"""Where an item stands, from what was said about it; when a list may be signed (V31-V33, VE13-VE18, VE42-VE44).

Who said something may not have known what another said a moment before: a tablet in a corridor without network, two
people at the same item. So each event carries what its device had seen. Of two events neither of which saw the other:

- a fault beats a pass, until somebody who saw the fault has looked again;
- a pass and a clearing contradict each other: the item is open, and both are asked to look;
- of two passes the earlier has the credit.

Whoever has seen an event and clears it takes it back. The outcome depends on which events there are and on who had seen
which, never on the order in which they came in.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.domain.checklists.words import Kind, Photo, Result, Said, State

ANSWERS = frozenset({Said.PASSED, Said.FAILED, Said.NOT_APPLICABLE, Said.RECHECKED, Said.ACCEPTED})
STATE_OF = {
    Said.PASSED: State.PASSED,
    Said.RECHECKED: State.PASSED,
    Said.NOT_APPLICABLE: State.NOT_APPLICABLE,
    Said.ACCEPTED: State.ACCEPTED,
}
UNDO_FOR = timedelta(seconds=10)  # how long the undo stands by the item (U7); after it, a correction does the same
FIX_WITHIN = timedelta(minutes=20)  # a fault's due time to begin with, but not later than ...
FIX_BEFORE = timedelta(minutes=30)  # ... this long before the guest (U13)
EARLIEST = timedelta(days=7)  # a device's time that lies further back is not believed
BEGINNING = "0" * 64  # before the first event of a chain


@dataclass(frozen=True, slots=True)
class Event:
    """What was said about an item, as far as it matters here. `id` grows as events come in."""

    id: int
    said: Said
    seen_id: int  # the last event of the list that the device had seen
    stream: str  # the device's own; empty: a page without JavaScript
    number: int  # of the event within its stream
    happened_at: datetime
    person_id: int | None

    def saw(self, other: "Event") -> bool:
        """Whoever said this knew of the other one."""
        if self.stream and self.stream == other.stream:
            return other.number < self.number
        return other.id <= self.seen_id


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an item stands."""

    state: State
    event: Event | None = None  # that made it so: who, and when
    is_contradicted: bool = False  # somebody else said otherwise, not knowing of it: both are to look (VE13, VE15)


def standing_of(events: Iterable[Event]) -> Standing:
    """Where an item stands after all that was said about it, in whatever order it came in."""
    answers = [event for event in events if event.said in ANSWERS or event.said == Said.CLEARED]
    clearings = [event for event in answers if event.said == Said.CLEARED]
    standing = [
        event
        for event in answers
        if event.said in ANSWERS and not any(clearing.saw(event) for clearing in clearings if clearing is not event)
    ]
    faults = [event for event in standing if event.said == Said.FAILED and not _is_settled(event, standing)]
    if faults:
        fault = _earliest(faults)
        others = [event for event in standing if event.said != Said.FAILED]
        return Standing(State.FAILED, fault, any(not fault.saw(other) for other in others))
    others = [event for event in standing if event.said != Said.FAILED]
    if not others:
        return Standing(State.OPEN)
    knowing = [event for event in others if all(event.saw(clearing) for clearing in clearings)]
    if not knowing:
        return Standing(State.OPEN, None, is_contradicted=True)
    return _agreed(knowing)


def _is_settled(fault: Event, standing: Sequence[Event]) -> bool:
    """Somebody who saw the fault looked again and found it gone, or accepted it."""
    return any(event.said in (Said.RECHECKED, Said.ACCEPTED) and event.saw(fault) for event in standing)


def _agreed(answers: Sequence[Event]) -> Standing:
    """Of answers that know of each other the last counts; of the others the earliest, and they may differ."""
    last = [event for event in answers if not any(other.saw(event) for other in answers if other is not event)]
    first = _earliest(last)
    same = [event for event in answers if STATE_OF[event.said] == STATE_OF[first.said]]
    differs = any(STATE_OF[event.said] != STATE_OF[first.said] for event in last)
    return Standing(STATE_OF[first.said], _earliest(same) if first.said == Said.PASSED else first, differs)


def _earliest(events: Sequence[Event]) -> Event:
    return min(events, key=lambda event: (event.happened_at, event.id))


def happened(client_at: datetime | None, sent_at: datetime | None, at: datetime) -> tuple[datetime, bool]:
    """When it happened by the portal's clock, and whether that is known (VE16, VE17).

    A device says when it was touched and when it sent that, both by its own clock: what lies between is right however
    wrong the clock is. Without the two, or when they make no sense, it counts as happening now.
    """
    if client_at is None or sent_at is None or not timedelta(0) <= sent_at - client_at <= EARLIEST:
        return at, client_at is None and sent_at is None
    return at - (sent_at - client_at), True


def fix_due(at: datetime, anchor_at: datetime | None) -> datetime:
    """By when a fault is to be mended unless something else is said: soon, and before the guest (U13)."""
    soon = at + FIX_WITHIN
    return max(at, min(soon, anchor_at - FIX_BEFORE)) if anchor_at else soon


def may_be_signed(states: Iterable[State], waiting_for_photos: int) -> bool:
    """Everything is answered, no fault stands, no picture is missing (VE21, V16)."""
    return waiting_for_photos == 0 and not {State.OPEN, State.FAILED} & set(states)


def result_of(states: Iterable[State]) -> Result:
    """How a list ends that may be signed; one with an accepted fault never simply passed (VE42)."""
    return Result.WITH_EXCEPTION if State.ACCEPTED in set(states) else Result.PASSED


def wants_photo(photo: Photo, state: State, photos: int) -> bool:
    """A picture is still to come."""
    if photos:
        return False
    return (photo == Photo.ALWAYS and state == State.PASSED) or (photo != Photo.NEVER and state == State.FAILED)


def passes_count(kind: Kind, par: int | None, found: int | None) -> bool:
    """As many are there as should be."""
    return kind != Kind.COUNT or par is None or (found is not None and found >= par)


def chained(previous: str, facts: Mapping[str, Any]) -> str:
    """The seal of an event: of what it says and of the seal before it, so that none can be changed or left out."""
    said = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}{said}".encode()).hexdigest()
