"""Plates and numbers as people write them; when a service falls due (A2, A10, BR5)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.customers.rules import (
    KM_PER_DAY,
    family_name,
    km_per_day,
    name_key,
    periodic_due_on,
    phone_key,
    plate_key,
    spoken_to,
)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("京A·8F236", "京A8F236"),
        ("京a 8f-236", "京A8F236"),
        ("京Ａ８Ｆ２３６", "京A8F236"),
        ("  7abc 123 ", "7ABC123"),
        ("B_MW 12", "BMW12"),
        (" · ", ""),
    ],
)
def test_a_plate_is_the_same_however_it_is_written(written: str, compared: str):
    assert plate_key(written) == compared


@given(st.text(max_size=30))
def test_comparing_a_plate_twice_changes_nothing(text: str):
    assert plate_key(plate_key(text)) == plate_key(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+86 138 1234 5678", "+8613812345678"),
        ("0086 138-1234-5678", "+8613812345678"),
        ("(212) 555.0142", "2125550142"),
        ("１３８ １２３４ ５６７８", "13812345678"),
        ("1234", ""),
        ("ask at reception", ""),
        ("+1 212 555 0142 ext 3", ""),
        ("0" * 40, ""),
    ],
)
def test_a_number_is_kept_as_digits_or_not_at_all(typed: str, kept: str):
    assert phone_key(typed) == kept


def test_a_name_is_searched_without_blanks_and_capitals():
    assert name_key(" Grace  LEE ") == "gracelee"


@pytest.mark.parametrize(
    ("name", "salutation", "said"),
    [
        ("王建国", "mr", "王先生"),
        ("李娜", "ms", "李女士"),
        ("Grace Lee", "ms", "Ms Lee"),
        ("Grace Lee", "none", "Grace Lee"),
        ("", "mr", ""),
    ],
)
def test_a_customer_is_spoken_to_by_family_name(name: str, salutation: str, said: str):
    """BR8."""
    assert spoken_to(name, salutation) == said
    assert family_name("   ") == ""


READ_ON = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("next_on", "next_km", "km", "due"),
    [
        (date(2026, 12, 1), None, None, date(2026, 12, 1)),  # by date alone
        (None, 14_000, 10_000, date(2026, 9, 9)),  # 100 days at 40 km
        (date(2026, 8, 1), 14_000, 10_000, date(2026, 8, 1)),  # the date comes first
        (date(2026, 12, 1), 14_000, 10_000, date(2026, 9, 9)),  # the mileage comes first
        (None, 9_000, 10_000, READ_ON),  # passed already
        (None, 14_000, None, None),  # nobody knows how far it was driven
        (None, None, 10_000, None),
    ],
)
def test_a_service_is_due_by_date_or_mileage_whichever_comes_first(next_on, next_km, km, due):
    """A10, BR5."""
    assert periodic_due_on(next_on, next_km, km, READ_ON if km is not None else None, KM_PER_DAY) == due


def test_how_far_it_is_driven_follows_from_two_readings_that_make_sense():
    assert km_per_day(10_000, date(2026, 1, 1), 20_000, date(2026, 4, 11)) == 100
    assert km_per_day(10_000, date(2026, 1, 1), 11_000, date(2026, 1, 5)) == KM_PER_DAY  # too near
    assert km_per_day(20_000, date(2026, 1, 1), 10_000, date(2026, 6, 1)) == KM_PER_DAY  # backwards
    assert km_per_day(0, date(2026, 1, 1), 2_000_000, date(2026, 3, 1)) == KM_PER_DAY  # a slip of the pen
