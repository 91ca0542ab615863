"""How often one may try, what a password must be, who may have which role (P1, P3)."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.people.rules import (
    Limit,
    are_of_one_side,
    counted_address,
    free_again_at,
    is_common,
    is_long_enough,
    is_too_close,
    minutes_until,
)
from portal.domain.rights import Role

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_below_the_limit_one_may_try_at_once():
    assert free_again_at([NOON, NOON - MINUTE], Limit(3, 15 * MINUTE)) is None


def test_at_the_limit_one_waits_until_the_oldest_that_counts_is_over():
    assert free_again_at([NOON, NOON - MINUTE, NOON - 5 * MINUTE], Limit(3, 15 * MINUTE)) == NOON + 10 * MINUTE


@pytest.mark.parametrize(("seconds", "minutes"), [(1, 1), (60, 1), (61, 2), (900, 15), (0, 1), (-5, 1)])
def test_minutes_are_rounded_up_and_never_none(seconds: int, minutes: int):
    assert minutes_until(NOON + timedelta(seconds=seconds), NOON) == minutes


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        (None, ""),
        ("unix:", "unix:"),
    ],
)
def test_an_ipv6_subscriber_is_one_address(address: str | None, counted: str):
    assert counted_address(address) == counted


@pytest.mark.parametrize("password", ["password1234", "PASSWORD1234", "111111111111", "121212121212", "qwertyuiop123"])
def test_the_worst_passwords_are_common(password: str):
    assert is_common(password)


@pytest.mark.parametrize("password", ["meichen@acme.example", "mei chen 2026", "acme.example12", "MeiChenMeiChen"])
def test_a_password_of_ones_own_name_is_too_close(password: str):
    assert is_too_close(password, "Mei Chen", "meichen@acme.example")


@pytest.mark.parametrize("password", ["seven tall ships", "mei likes tall ships", "春风又绿江南岸明月何时照我还"])
def test_a_good_password_is_neither(password: str):
    assert is_long_enough(password)
    assert not is_common(password)
    assert not is_too_close(password, "Mei Chen", "meichen@acme.example")


@pytest.mark.parametrize(("length", "enough"), [(11, False), (12, True), (200, True), (201, False)])
def test_twelve_characters_are_enough_and_two_hundred_the_most(length: int, *, enough: bool):
    assert is_long_enough("x" * length) is enough


def test_staff_and_customers_have_their_own_roles_and_the_systems_is_nobodys():
    assert are_of_one_side({Role.AGENT, Role.ADMINISTRATOR}, None)
    assert are_of_one_side({Role.CONTACT, Role.NAMED_CALLER}, 7)
    assert not are_of_one_side({Role.AGENT}, 7)
    assert not are_of_one_side({Role.CONTACT}, None)
    assert not are_of_one_side({Role.SYSTEM}, None)
