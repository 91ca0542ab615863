"""When a mail is tried again, and what is masked (P30)."""

from datetime import timedelta

import pytest

from portal.domain.outbox.rules import MASK, MOST_TRIES, is_given_up, pause_after, without_access

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("tries", "pause"),
    [
        (-1, 0 * MINUTE),
        (0, 0 * MINUTE),
        (1, MINUTE),
        (2, 2 * MINUTE),
        (5, 16 * MINUTE),
        (9, 256 * MINUTE),
        (10, 6 * HOUR),
        (10_000, 6 * HOUR),
    ],
)
def test_pauses_double_from_a_minute_to_six_hours(tries: int, pause: timedelta):
    assert pause_after(tries) == pause


def test_a_mail_is_given_up_after_about_three_days():
    assert not is_given_up(MOST_TRIES - 1)
    assert is_given_up(MOST_TRIES)
    tried_for = sum((pause_after(tries) for tries in range(1, MOST_TRIES)), timedelta(0))
    assert timedelta(days=2, hours=18) < tried_for < timedelta(days=3, hours=12)


def test_what_grants_access_is_masked_and_the_rest_is_not():
    token = "mJ0aVbTq8y2kq7F1s5n3Zc9wXe4rLuGpHdKiOoYtRbE"
    values = {
        "access_path": "/i/abc",
        "link": f"https://desk.example.com/i/{token}?x=1",
        "title": "VPN drops",
        "number": 4711,
    }
    assert without_access(values) == {
        "access_path": MASK,
        "link": f"https://desk.example.com/i/{MASK}?x=1",
        "title": "VPN drops",
        "number": 4711,
    }
