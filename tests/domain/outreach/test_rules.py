"""Order, score and days of rest as the source says (A10-A13, BR1-BR5, BR16, BR19)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.outreach.rules import (
    DEFAULT_ORDER,
    Reason,
    Score,
    in_order,
    is_another_day,
    merged,
    next_half_day,
    risen,
    unknown_fields,
    whole_years,
)

R = Reason


def test_complaints_come_first_and_campaigns_last_as_the_flow_says():
    """A10, BR1, BR2."""
    assert list(DEFAULT_ORDER) == [R.COMPLAINT, R.PENDING, R.RUNNING_IN, R.PERIODIC, R.CAMPAIGN]


@pytest.mark.parametrize(
    ("wanted", "order"),
    [
        ([], list(DEFAULT_ORDER)),
        (["periodic", "running_in"], [R.PERIODIC, R.RUNNING_IN, R.COMPLAINT, R.PENDING, R.CAMPAIGN]),
        (["campaign", "complaint"], list(DEFAULT_ORDER)),  # campaigns can't come first
        (["nonsense", "pending", "pending"], [R.PENDING, R.COMPLAINT, R.RUNNING_IN, R.PERIODIC, R.CAMPAIGN]),
    ],
)
def test_the_house_orders_the_reasons_but_campaigns_stay_last(wanted, order):
    """BR3."""
    assert in_order(wanted) == order


def test_a_reason_rises_one_place():
    """BR2: the source orders running-in and periodic both ways."""
    assert risen(DEFAULT_ORDER, R.PERIODIC)[2:4] == [R.PERIODIC, R.RUNNING_IN]
    assert risen(DEFAULT_ORDER, R.COMPLAINT) == list(DEFAULT_ORDER)
    assert risen(DEFAULT_ORDER, R.CAMPAIGN) == list(DEFAULT_ORDER)


@pytest.mark.parametrize(
    ("score", "total"),
    [
        (Score(0, 0, 0), 0),
        (Score(3, 150_000, 4), 12 + 15 + 8),
        (Score(99, 99_000_000, 99), 100),
    ],
)
def test_a_score_says_what_it_is_made_of(score: Score, total: int):
    """BR4."""
    assert score.total == total == score.for_visits + score.for_spend + score.for_years


@pytest.mark.parametrize(
    ("since", "years"), [(None, 0), (date(2020, 11, 29), 5), (date(2020, 11, 28), 6), (date(2030, 1, 1), 0)]
)
def test_years_as_a_customer_are_whole_ones(since, years):
    assert whole_years(since, date(2026, 11, 28)) == years


@pytest.mark.parametrize(
    ("at", "again"),
    [
        ("2026-11-26T10:00", "2026-11-26T13:30"),  # in the morning: after midday
        ("2026-11-26T12:00", "2026-11-27T09:00"),
        ("2026-11-27T10:00", "2026-11-28T09:00"),  # Friday is a half day
        ("2026-11-28T10:00", "2026-11-28T12:00"),  # Saturday: open until one, so before half past
        ("2026-11-28T15:00", "2026-12-01T09:00"),  # no call on Sunday, and Monday is a holiday
    ],
)
def test_who_did_not_answer_is_tried_again_in_the_next_working_half_day(at: str, again: str):
    """BR19: by the shop's hours, holidays and half days."""
    shanghai, special = "Asia/Shanghai", {date(2026, 11, 27): ((480, 720),), date(2026, 11, 30): ()}
    week = [((480, 1080),)] * 5 + [((480, 780),), ()]
    moment = datetime.fromisoformat(f"{at}+08:00").astimezone(UTC)
    found = next_half_day(moment, shanghai, lambda on: special.get(on, week[on.weekday()]))
    assert found == datetime.fromisoformat(f"{again}+08:00")


def test_a_shop_that_never_opens_tries_again_after_a_day():
    """BR19."""
    at = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
    assert next_half_day(at, "Asia/Shanghai", lambda _on: ()) == at + timedelta(days=1)


def test_another_day_is_another_day_in_the_shop():
    """A12: 23:30 in the shop and 00:30 there are two days, whatever UTC says."""
    late = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)  # 23:30 in Shanghai
    assert is_another_day(datetime(2026, 11, 27, 16, 30, tzinfo=UTC), late, "Asia/Shanghai")
    assert not is_another_day(datetime(2026, 11, 27, 15, 59, tzinfo=UTC), late, "Asia/Shanghai")


def test_a_script_is_filled_in_and_nothing_in_it_is_evaluated():
    """BR8; threats: template evaluation."""
    said = "{customer}, {plate} {me.__class__} {0} {{7*7}} {due!r}"
    assert merged(said, {"customer": "{plate}", "plate": "A 1"}) == "{plate}, A 1 {me.__class__} {0} {{7*7}} {due!r}"
    assert unknown_fields(said) == ["me.__class__", "0", "7*7", "due!r"]
