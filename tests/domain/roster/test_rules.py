"""Places, notice and reminders, from values alone (S33, S34, S37, SE48)."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.roster.rules import (
    free_place,
    is_overdue,
    may_withdraw,
    remind_again_at,
    takes_effect_at,
    verify_by,
)

NEW_YORK = "America/New_York"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("taken", "allowance", "free"),
    [
        (set(), 2, 1),
        ({1}, 2, 2),
        ({2}, 2, 1),
        ({1, 2}, 2, None),
        ({1, 2}, 4, 3),  # an option was bought (S2)
        ({2, 3, 4}, 2, None),  # fewer were renewed than are there: the lowest is free, yet nobody can be added
        (set(), 0, None),
    ],
)
def test_the_lowest_free_place_within_the_allowance_s33_s39(taken, allowance, free):
    assert free_place(taken, allowance) == free


@pytest.mark.parametrize(
    ("notice", "days", "zone", "effective"),
    [
        pytest.param("2026-03-01T15:00-05:00", 14, NEW_YORK, "2026-03-15T15:00-04:00", id="SE48"),
        ("2026-10-25T15:00-04:00", 14, NEW_YORK, "2026-11-08T15:00-05:00"),
        ("2026-06-01T09:00-04:00", 14, NEW_YORK, "2026-06-15T09:00-04:00"),
        ("2026-06-01T23:30-04:00", 14, "Asia/Shanghai", "2026-06-15T23:30-04:00"),
        ("2026-02-22T02:30-05:00", 14, NEW_YORK, "2026-03-08T03:30-04:00"),  # 02:30 does not come that day
        ("2026-10-18T01:30-04:00", 14, NEW_YORK, "2026-11-01T01:30-04:00"),  # it comes twice: the first
        ("2026-06-01T09:00-04:00", 0, NEW_YORK, "2026-06-01T09:00-04:00"),
    ],
)
def test_a_substitution_takes_effect_at_the_same_time_on_the_wall_s34_se48(notice, days, zone, effective):
    assert takes_effect_at(utc(notice), days, zone) == utc(effective)


def test_se48_is_not_fourteen_times_24_hours():
    notice = utc("2026-03-01T15:00-05:00")
    assert takes_effect_at(notice, 14, NEW_YORK) == notice + timedelta(days=14) - timedelta(hours=1)


def test_a_notice_is_withdrawn_before_it_takes_effect_and_not_at_that_second_s34():
    effective = utc("2026-03-15T15:00-04:00")
    assert may_withdraw(effective, effective - timedelta(seconds=1))
    assert not may_withdraw(effective, effective)


def test_a_roster_is_verified_every_so_many_days_s37():
    at = utc("2026-03-01T15:00-05:00")
    assert verify_by(at, 90) == at + timedelta(days=90)
    assert not is_overdue(verify_by(at, 90), at)
    assert is_overdue(at, at)
    assert not is_overdue(None, at)


def test_reminders_follow_weekly_three_times_and_then_stop_s37():
    at = utc("2026-06-01T09:00-04:00")
    assert [remind_again_at(sent, at) for sent in (1, 2, 3)] == [at + timedelta(days=7)] * 3
    assert remind_again_at(4, at) is None
