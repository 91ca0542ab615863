"""Promises, case by case: the rows of support-rules.md that a clock decides."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.calendars.hours import SpecialDay, WorkingHours
from portal.domain.calendars.rules import due_after, working_time
from portal.domain.deadlines.rules import (
    Change,
    Clock,
    Pause,
    Paused,
    Skipped,
    Target,
    breach_of,
    due_with_pauses,
    first_response_due,
    is_better,
    is_breached,
    promised,
    retargeted,
    severity_change,
    warning_moments,
)

NY = ZoneInfo("America/New_York")
LABOR_DAY = {date(2026, 9, 7): SpecialDay("Labor Day"), date(2026, 7, 4): SpecialDay("Independence Day")}
DESK = WorkingHours("America/New_York", (((480, 1200),),) * 5 + ((), ()), LABOR_DAY, name="US support")


def ny(text):
    return datetime.fromisoformat(text).replace(tzinfo=NY).astimezone(UTC)


def business(hours, severity=3):
    return Target(Clock.BUSINESS, timedelta(hours=hours), "Advanced", severity)


SEV1 = Target(Clock.ALWAYS, timedelta(hours=1), "Elite", 1)
BEST_EFFORT = Target(Clock.BUSINESS, None, "Incident pack", 2)
MONDAY_NINE, THREE = ny("2026-06-01 09:00"), ny("2026-06-01 15:00")
RUNNING = promised(business(8), DESK, MONDAY_NINE)


def test_s9_best_effort_has_no_deadline_and_is_never_breached():
    promise = promised(BEST_EFFORT, DESK, MONDAY_NINE)

    assert promise.due_at is None
    assert not is_breached(promise.due_at, None, ny("2036-01-01 00:00"))
    assert warning_moments(BEST_EFFORT, DESK, MONDAY_NINE) == {}


def test_s7_severity_1_of_elite_runs_around_the_clock_and_severity_2_in_business_hours():
    saturday = ny("2026-06-06 02:00")

    assert first_response_due(SEV1, DESK, saturday) == ny("2026-06-06 03:00")
    assert first_response_due(business(2), DESK, saturday) == ny("2026-06-08 10:00")


def test_moments_of_a_promise_are_whole_seconds():
    assert first_response_due(SEV1, DESK, MONDAY_NINE.replace(microsecond=999_999)) == ny("2026-06-01 10:00")


def test_se20_raised_keeps_the_old_deadline_when_it_is_better():
    assert RUNNING.due_at == ny("2026-06-01 17:00")
    assert retargeted(RUNNING, Change.RAISED, business(4, 2), DESK, THREE) == RUNNING


def test_se20_raised_takes_now_and_the_new_target_when_that_is_better():
    raised = retargeted(RUNNING, Change.RAISED, SEV1, DESK, THREE)

    assert (raised.due_at, raised.counted_from_at, raised.target) == (ny("2026-06-01 16:00"), THREE, SEV1)
    assert raised.started_at == MONDAY_NINE


def test_se21_lowered_counts_the_new_target_from_the_original_start():
    raised = retargeted(RUNNING, Change.RAISED, SEV1, DESK, THREE)

    lowered = retargeted(raised, Change.LOWERED, business(24, 4), DESK, ny("2026-06-01 15:30"))

    assert (lowered.due_at, lowered.counted_from_at) == (ny("2026-06-03 09:00"), MONDAY_NINE)
    assert lowered.breached_at is None


@pytest.mark.parametrize("recorded", [True, False], ids=["recorded by the worker", "not yet noticed"])
def test_se21_a_breach_stays_when_severity_is_lowered(recorded):
    late = promised(business(4, 2), DESK, MONDAY_NINE)
    late = (
        late
        if not recorded
        else type(late)(late.target, late.started_at, late.counted_from_at, late.due_at, breached_at=late.due_at)
    )

    lowered = retargeted(late, Change.LOWERED, business(24, 4), DESK, THREE)

    assert lowered.due_at == ny("2026-06-03 09:00")
    assert lowered.breached_at == ny("2026-06-01 13:00")


@pytest.mark.parametrize("change", list(Change))
def test_se22_an_answer_given_stays_given(change):
    answered = type(RUNNING)(RUNNING.target, MONDAY_NINE, MONDAY_NINE, RUNNING.due_at, met_at=THREE)

    assert retargeted(answered, change, SEV1, DESK, THREE) is answered


def test_se23_an_upgrade_gives_the_better_deadline_and_a_downgrade_never_a_worse_one():
    assert retargeted(RUNNING, Change.PLAN, SEV1, DESK, THREE).due_at == ny("2026-06-01 16:00")
    assert retargeted(RUNNING, Change.PLAN, business(72), DESK, THREE).due_at == RUNNING.due_at
    assert retargeted(RUNNING, Change.PLAN, BEST_EFFORT, DESK, THREE).due_at == RUNNING.due_at


def test_s62_an_upgrade_from_best_effort_brings_a_deadline():
    pack = promised(BEST_EFFORT, DESK, MONDAY_NINE)

    assert retargeted(pack, Change.PLAN, business(4), DESK, THREE).due_at == ny("2026-06-01 19:00")


def test_se24_raised_to_the_clock_that_never_stops_runs_at_once():
    friday = promised(business(4, 2), DESK, ny("2026-06-05 19:00"))

    assert retargeted(friday, Change.RAISED, SEV1, DESK, ny("2026-06-06 02:00")).due_at == ny("2026-06-06 03:00")


PAUSES = {
    "SE25 Wednesday to Friday": ("2026-06-03 09:00", [("2026-06-03 10:00", "2026-06-05 16:00")], "2026-06-05 19:00"),
    "SE26 wholly outside hours": ("2026-06-05 19:00", [("2026-06-05 21:00", "2026-06-08 07:00")], "2026-06-08 11:00"),
    "SE27 weekend and holiday": ("2026-09-04 18:00", [("2026-09-04 19:00", "2026-09-08 09:00")], "2026-09-08 12:00"),
    "SE27 two within a minute": (
        "2026-06-01 09:00",
        [("2026-06-01 09:00:10", "2026-06-01 09:00:20"), ("2026-06-01 09:00:30", "2026-06-01 09:00:35")],
        "2026-06-01 13:00:15",
    ),
    "SE27 two that overlap": (
        "2026-06-01 09:00",
        [("2026-06-01 10:00", "2026-06-01 12:00"), ("2026-06-01 11:00", "2026-06-01 11:30")],
        "2026-06-01 15:00",
    ),
    "SE29 after the breach heals nothing": (
        "2026-06-01 09:00",
        [("2026-06-01 14:00", "2026-06-02 14:00")],
        "2026-06-01 13:00",
    ),
    "SE40 a pause that ends before it begins": (
        "2026-06-01 09:00",
        [("2026-06-01 12:00", "2026-06-01 10:00")],
        "2026-06-01 13:00",
    ),
}


@pytest.mark.parametrize(("start", "pauses", "due"), PAUSES.values(), ids=PAUSES.keys())
def test_four_business_hours_with_pauses(start, pauses, due):
    found = due_with_pauses(timedelta(hours=4), DESK, ny(start), [Pause(ny(a), ny(b)) for a, b in pauses])

    assert found.due_at == ny(due)
    assert sum((span.length for span in found.spans), timedelta()) == timedelta(hours=4)


def test_se28_still_paused_has_no_deadline_but_says_what_is_left():
    paused = due_with_pauses(timedelta(hours=4), DESK, MONDAY_NINE, [Pause(ny("2026-06-01 10:00"))])

    assert paused == Paused(timedelta(hours=3))


def test_se29_a_pause_that_still_runs_after_the_breach_heals_nothing():
    assert due_with_pauses(timedelta(hours=4), DESK, MONDAY_NINE, [Pause(THREE)]).due_at == ny("2026-06-01 13:00")


def test_se34_exactly_at_the_deadline_is_met_and_one_second_later_is_not():
    due = RUNNING.due_at

    assert not is_breached(due, due, due)
    assert not is_breached(due, None, due)
    assert is_breached(due, due + timedelta(seconds=1), due)
    assert is_breached(due, None, due + timedelta(seconds=1))


def test_se34_answered_in_time_is_not_breached_however_late_one_looks():
    assert not is_breached(RUNNING.due_at, THREE, ny("2030-01-01 00:00"))


def test_se35_an_answer_on_saturday_to_a_friday_ticket_counts_friday_only():
    friday, saturday = ny("2026-06-05 18:00"), ny("2026-06-06 11:00")

    assert not is_breached(first_response_due(business(4), DESK, friday), saturday, saturday)
    assert working_time(DESK, friday, saturday) == timedelta(hours=2)


def test_se41_a_holiday_added_later_moves_an_open_deadline_and_leaves_one_that_has_passed():
    tuesday = WorkingHours(DESK.zone, DESK.weekly, {date(2026, 6, 2): SpecialDay("Moving house")})
    running = promised(business(16), DESK, MONDAY_NINE)

    moved = retargeted(running, Change.CALENDAR, running.target, tuesday, THREE)
    passed = retargeted(running, Change.CALENDAR, running.target, tuesday, ny("2026-06-03 08:00"))

    assert (running.due_at, moved.due_at) == (ny("2026-06-02 13:00"), ny("2026-06-03 13:00"))
    assert (passed.due_at, passed.breached_at) == (running.due_at, running.due_at)
    assert [day.name for day in moved.skipped] == ["Moving house"]


def test_se41_a_raised_promise_is_counted_again_from_the_moment_of_raising():
    raised = retargeted(promised(business(24), DESK, MONDAY_NINE), Change.RAISED, business(6, 2), DESK, THREE)
    shorter = WorkingHours(DESK.zone, DESK.weekly, {date(2026, 6, 1): SpecialDay("Half day", ((480, 960),))})

    assert retargeted(raised, Change.CALENDAR, raised.target, shorter, THREE).due_at == ny("2026-06-02 13:00")


def test_se44_a_breach_carries_the_deadlines_moment_however_late_it_is_noticed():
    assert breach_of(RUNNING, RUNNING.due_at + timedelta(hours=3)) == RUNNING.due_at
    assert breach_of(RUNNING, RUNNING.due_at) is None


def test_se45_warnings_keep_to_the_clock_of_the_promise():
    evening = ny("2026-06-01 18:00")

    assert warning_moments(business(4), DESK, evening) == {
        50: ny("2026-06-01 20:00"),
        80: ny("2026-06-02 09:12"),
        100: ny("2026-06-02 10:00"),
    }
    assert warning_moments(SEV1, DESK, ny("2026-06-06 02:00"))[50] == ny("2026-06-06 02:30")


def test_s56_the_spans_and_the_holiday_explain_the_deadline():
    promise = promised(business(4, 2), DESK, ny("2026-09-04 19:00"))

    assert promise.due_at == ny("2026-09-08 11:00")
    assert [(span.start, span.end) for span in promise.spans] == [
        (ny("2026-09-04 19:00"), ny("2026-09-04 20:00")),
        (ny("2026-09-08 08:00"), ny("2026-09-08 11:00")),
    ]
    assert promise.skipped == (Skipped(date(2026, 9, 7), "Labor Day", closed=True),)


def test_s56_a_holiday_on_a_closed_weekday_explains_nothing():
    assert promised(business(4), DESK, ny("2026-07-03 19:00")).skipped == ()


@pytest.mark.parametrize(("before", "after", "change"), [(3, 2, Change.RAISED), (1, 4, Change.LOWERED)])
def test_s44_severity_1_is_the_highest(before, after, change):
    assert severity_change(before, after) is change


def test_is_better_prefers_any_deadline_to_none():
    assert is_better(THREE, None)
    assert not is_better(None, THREE)
    assert not is_better(None, None)


starts = st.integers(0, 30 * 86_400).map(lambda s: ny("2026-08-20 00:00") + timedelta(seconds=s))
lengths = st.integers(1, 30 * 3600).map(lambda s: timedelta(seconds=s))


@settings(max_examples=150, deadline=None)
@given(starts, lengths, st.lists(st.tuples(starts, st.integers(0, 200_000)), max_size=4))
def test_se27_pausing_never_brings_a_deadline_forward_and_loses_no_second(start, amount, stretches):
    pauses = [Pause(since, since + timedelta(seconds=length)) for since, length in stretches]

    due = due_with_pauses(amount, DESK, start, pauses)

    assert due.due_at >= due_after(DESK, start, amount).due_at
    assert sum((span.length for span in due.spans), timedelta()) == amount
    assert all(a.end <= b.start for a, b in pairwise(due.spans))
    assert not any(
        span.start < p.until and p.since < span.end for span in due.spans for p in pauses if p.since < p.until
    )


@settings(max_examples=150, deadline=None)
@given(starts, lengths, lengths, st.integers(0, 100_000), st.sampled_from(list(Clock)))
def test_se23_neither_raising_nor_another_plan_ever_worsens_a_deadline(start, old, new, later, clock):
    promise = promised(Target(Clock.BUSINESS, old), DESK, start)
    at = start + timedelta(seconds=later)

    for change in (Change.RAISED, Change.PLAN):
        assert retargeted(promise, change, Target(clock, new), DESK, at).due_at <= promise.due_at
