"""Where an item stands after what was said about it, in whatever order that came in (V32, V33, VE13-VE17)."""

from datetime import UTC, datetime, timedelta
from itertools import count, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.checklists.rules import (
    ANSWERS,
    Event,
    chained,
    fix_due,
    happened,
    may_be_signed,
    result_of,
    standing_of,
    wants_photo,
)
from portal.domain.checklists.words import Photo, Result, Said, State

NOON = datetime(2026, 6, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
P, F, C, R, N, A = Said.PASSED, Said.FAILED, Said.CLEARED, Said.RECHECKED, Said.NOT_APPLICABLE, Said.ACCEPTED


def told(*said: tuple[Said, int]) -> list[Event]:
    """Events 1, 2, ...: what was said, and the last event that its device had seen."""
    return [
        Event(number, word, seen, "", 0, NOON + number * MINUTE, number) for number, (word, seen) in enumerate(said, 1)
    ]


CASES = [
    ("nothing was said", [], State.OPEN, False),
    ("passed", [(P, 0)], State.PASSED, False),
    ("VE13: two pass it, neither knowing", [(P, 0), (P, 0)], State.PASSED, False),
    ("undone", [(P, 0), (C, 1)], State.OPEN, False),
    ("undone and passed again", [(P, 0), (C, 1), (P, 2)], State.PASSED, False),
    ("VE13: a fault beats a pass that didn't know of it", [(F, 0), (P, 0)], State.FAILED, True),
    ("VE13: and the pass before it", [(P, 0), (F, 0)], State.FAILED, True),
    ("a pass that is corrected to a fault", [(P, 0), (F, 1)], State.FAILED, False),
    ("a plain pass takes no fault away", [(F, 0), (P, 1)], State.FAILED, True),
    ("looked at again, and well", [(F, 0), (R, 1)], State.PASSED, False),
    ("looked at again without knowing of the fault", [(F, 0), (R, 0)], State.FAILED, True),
    ("a second fault after the look", [(F, 0), (R, 1), (F, 2)], State.FAILED, False),
    ("the fault is accepted", [(F, 0), (A, 1)], State.ACCEPTED, False),
    ("the fault was none", [(F, 0), (C, 1)], State.OPEN, False),
    ("VE15: passed in a dead spot, meanwhile cleared", [(P, 0), (C, 1), (P, 0)], State.OPEN, True),
    ("VE15: and settled by one who saw both", [(P, 0), (C, 1), (P, 0), (P, 3)], State.PASSED, False),
    ("a fault in a dead spot survives a clearing", [(P, 0), (C, 1), (F, 0)], State.FAILED, False),
    ("not applicable", [(N, 0)], State.NOT_APPLICABLE, False),
    ("not applicable against passed, neither knowing", [(N, 0), (P, 0)], State.NOT_APPLICABLE, True),
]


@pytest.mark.parametrize(("case", "said", "state", "contradicted"), CASES)
def test_an_item_stands_where_its_events_say_in_whatever_order(case, said, state, contradicted):
    for order in permutations(told(*said)):
        standing = standing_of(order)
        assert (standing.state, standing.is_contradicted) == (state, contradicted), case


def test_the_first_of_two_has_the_credit_by_when_it_was_touched():
    """VE13. Not by when it was heard of."""
    late_news = Event(2, P, 0, "tablet", 1, NOON - MINUTE, 7)
    assert standing_of([Event(1, P, 0, "", 0, NOON, 4), late_news]).event.person_id == 7


def test_a_device_knows_what_it_said_before_though_it_has_heard_nothing():
    """V33: ticked and undone in a dead spot, then passed again."""
    offline = [Event(number, said, 0, "tablet", number, NOON, 1) for number, said in enumerate((P, C), 1)]
    assert standing_of(offline).state == State.OPEN
    assert standing_of([*offline, Event(3, P, 0, "tablet", 3, NOON, 1)]).state == State.PASSED


EVENTS = st.lists(
    st.tuples(st.sampled_from([P, F, C, R, N, A]), st.integers(0, 6), st.sampled_from(["", "one", "two"])), max_size=6
)


@given(EVENTS, st.randoms(use_true_random=False))
def test_no_order_of_arrival_makes_a_difference_and_no_fault_is_lost(said, random):
    """A fault stands until somebody who had seen it said otherwise."""
    numbers = count(1)
    events = [
        Event(number, word, min(seen, number - 1), stream, next(numbers), NOON + number * MINUTE, number)
        for number, (word, seen, stream) in enumerate(said, 1)
    ]
    standing = standing_of(events)
    shuffled = random.sample(events, len(events))
    assert standing_of(shuffled) == standing
    unanswered = [
        fault
        for fault in events
        if fault.said == F
        and not any(event.said in (R, A, C) and event.saw(fault) for event in events if event != fault)
    ]
    assert not unanswered or standing.state == State.FAILED
    assert (standing.state == State.OPEN) == (standing.event is None)
    assert standing.event is None or standing.event.said in ANSWERS


@pytest.mark.parametrize(
    ("client_at", "sent_at", "expected"),
    [
        (None, None, (NOON, True)),  # a page without JavaScript: it happens as it is heard
        (NOON - 25 * MINUTE, NOON, (NOON - 25 * MINUTE, True)),  # VE16: touched 12:55, heard 13:20
        (NOON + 155 * MINUTE, NOON + 180 * MINUTE, (NOON - 25 * MINUTE, True)),  # VE17: the clock is three hours wrong
        (NOON - 25 * MINUTE, None, (NOON, False)),  # nothing to measure it by
        (NOON, NOON - MINUTE, (NOON, False)),  # sent before it was touched
        (NOON - timedelta(days=30), NOON, (NOON, False)),
    ],
)
def test_when_it_happened_is_what_lies_between_touch_and_sending(client_at, sent_at, expected):
    assert happened(client_at, sent_at, NOON) == expected


def test_a_fault_is_due_soon_and_half_an_hour_before_the_guest():
    """U13."""
    assert fix_due(NOON, None) == NOON + 20 * MINUTE
    assert fix_due(NOON, NOON + 40 * MINUTE) == NOON + 10 * MINUTE
    assert fix_due(NOON, NOON + 20 * MINUTE) == NOON


def test_a_list_is_signed_when_all_is_answered_and_no_fault_stands():
    """V16, VE21, VE42: with an accepted fault it never simply passed."""
    assert may_be_signed([State.PASSED, State.NOT_APPLICABLE, State.ACCEPTED], 0)
    assert not may_be_signed([State.PASSED, State.OPEN], 0)
    assert not may_be_signed([State.PASSED, State.FAILED], 0)
    assert not may_be_signed([State.PASSED], 1)
    assert result_of([State.PASSED, State.NOT_APPLICABLE]) == Result.PASSED
    assert result_of([State.PASSED, State.ACCEPTED]) == Result.WITH_EXCEPTION


def test_a_picture_is_wanted_where_the_item_says_until_it_is_there():
    """VE21."""
    assert wants_photo(Photo.ALWAYS, State.PASSED, 0)
    assert wants_photo(Photo.ON_FAIL, State.FAILED, 0)
    assert not wants_photo(Photo.ON_FAIL, State.PASSED, 0)
    assert not wants_photo(Photo.ALWAYS, State.PASSED, 1)
    assert not wants_photo(Photo.NEVER, State.FAILED, 0)


def test_a_seal_covers_what_was_said_and_the_seal_before():
    seal = chained("0" * 64, {"said": "passed", "number": 1})
    assert seal == chained("0" * 64, {"number": 1, "said": "passed"})
    assert seal != chained("1" * 64, {"number": 1, "said": "passed"})
    assert seal != chained("0" * 64, {"number": 2, "said": "passed"})
