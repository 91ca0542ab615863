"""Contracts' days and plans' bounds, as pure decisions."""

from datetime import UTC, date, datetime

import pytest

from portal.domain.calendars.hours import local_day
from portal.domain.organisations.rules import (
    Term,
    contract_year,
    country_is_covered,
    managers_allowed,
    named_callers_allowed,
    next_term,
    overlap,
    renewal_start,
    size_fits,
    term_fits,
    term_of_a_year,
)


@pytest.mark.parametrize(
    ("included", "per_option", "bought", "allowed"),
    [(2, 0, 0, 2), (2, 2, 0, 2), (2, 2, 1, 4), (6, 2, 5, 16), (12, 2, 0, 12)],
    ids=["S1-Essential", "S1-Advanced", "S2-one-option", "S2-five-options", "S1-Multinational"],
)
def test_callers_are_those_of_the_plan_and_those_bought(included: int, per_option: int, bought: int, allowed: int):
    assert named_callers_allowed(included, per_option, bought) == allowed


@pytest.mark.parametrize(
    ("countries", "country", "covered"),
    [("US", "US", True), ("US", "CA", False), ("US CA", "CA", True), ("*", "CN", True), ("US", "us", True)],
)
def test_callers_may_be_where_the_plan_says_s3(countries: str, country: str, covered: bool):
    assert country_is_covered(countries, country) is covered


@pytest.mark.parametrize(("largest", "size", "fits"), [(999, 999, True), (999, 1000, False), (None, 90_000, True)])
def test_a_plan_may_be_for_small_customers_only_s23(largest: int | None, size: int, fits: bool):
    assert size_fits(largest, size) is fits


def test_a_year_ends_on_the_day_before_the_same_date():
    assert term_of_a_year(date(2026, 3, 1)) == Term(date(2026, 3, 1), date(2027, 2, 28))
    assert term_of_a_year(date(2028, 2, 29)) == Term(date(2028, 2, 29), date(2029, 2, 28))


def test_a_renewal_follows_without_a_gap_s60():
    assert renewal_start([]) is None
    assert renewal_start([date(2026, 12, 31), date(2025, 12, 31)]) == date(2027, 1, 1)
    assert next_term(Term(date(2026, 1, 1), date(2026, 12, 31))) == Term(date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (Term(date(2026, 6, 1), date(2026, 6, 30)), True),
        (Term(date(2026, 6, 30), date(2026, 7, 9)), True),
        (Term(date(2026, 7, 1), date(2026, 7, 9)), False),
        (Term(date(2026, 5, 1), date(2026, 5, 31)), False),
    ],
)
def test_two_terms_share_a_day_or_not_s60(other: Term, shared: bool):
    june = Term(date(2026, 6, 1), date(2026, 6, 30))
    assert overlap(june, other) is shared
    assert overlap(other, june) is shared


def test_contract_years_are_counted_from_the_contracts_start_s5():
    assert contract_year(date(2025, 4, 15), date(2025, 4, 15)).start_on == date(2025, 4, 15)
    assert contract_year(date(2025, 4, 15), date(2026, 4, 14)).start_on == date(2025, 4, 15)
    assert contract_year(date(2025, 4, 15), date(2026, 4, 15)).start_on == date(2026, 4, 15)


def test_a_pack_expires_after_its_days_s63():
    assert term_fits(180, Term(date(2026, 1, 1), date(2026, 6, 29)))  # the 180th day
    assert not term_fits(180, Term(date(2026, 1, 1), date(2026, 6, 30)))


def test_one_account_manager_is_included_and_others_are_bought_s17():
    assert managers_allowed(0, included=True) == 1
    assert managers_allowed(2, included=True) == 3
    assert managers_allowed(2, included=False) == 0


def test_a_day_is_the_organisations_own():
    late = datetime(2026, 1, 1, 4, 30, tzinfo=UTC)
    assert local_day(late, "America/New_York") == date(2025, 12, 31)
    assert local_day(late, "Asia/Shanghai") == date(2026, 1, 1)
