"""Pure decisions about accounts and screens.

How often one may try, what a password must be, who may have which role (P1, P3), what a screen shows (Q6).
"""

import ipaddress
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.domain.rights import CUSTOMER_ROLES, STAFF_ROLES, Role

LEAST_CHARACTERS = 12
MOST_CHARACTERS = 200  # hashing must not become a way to keep us busy
LEAST_OF_ITS_OWN = 6  # characters that are neither the mail address nor the name
LEAST_DIFFERENT = 5
WORST = frozenset(
    [
        "123456789012",
        "1234567890123",
        "12345678901234",
        "123123123123",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "qwertyuiop12",
        "qwertyuiop123",
        "qwerty123456",
        "qwertyuiop[]",
        "asdfghjkl123",
        "password1234",
        "password12345",
        "password123456",
        "passwordpassword",
        "mypassword123",
        "passw0rd1234",
        "p@ssw0rd1234",
        "administrator",
        "administrator1",
        "iloveyou1234",
        "welcome12345",
        "letmein12345",
        "changeme1234",
        "changemenow1",
        "abcdefghijkl",
        "abcd12345678",
        "abc123456789",
        "football1234",
        "sunshine1234",
        "princess1234",
        "monkey123456",
        "dragon123456",
        "superman1234",
        "deskbell1234",
        "deskbelldeskbell",
        "correcthorsebatterystaple",
        "woaini1314520",
        "woaini123456",
        "a12345678901",
        "aa1234567890",
    ]
)
INVITATION_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=24)
SEEN_EVERY = timedelta(minutes=10)  # a sign-in's last use is noted at most so often


class Board(StrEnum):
    """What a screen can show."""

    QUEUE = "queue"  # what the business has promised, the most urgent first (Q6)
    WELCOME = "welcome"  # who is expected, at the entrance (A30)
    KIOSK = "kiosk"  # where customers say that they are there (A33)


class Theme(StrEnum):
    """In which light a screen stands."""

    AUTO = "auto"  # as the television says
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many within so long."""

    most: int
    within: timedelta


QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
LIMITS = {  # kind of attempt -> limits for: the account from one address, the account, the address
    "sign_in": (Limit(5, QUARTER), Limit(20, QUARTER), Limit(30, QUARTER)),
    "reset": (Limit(3, HOUR), Limit(5, HOUR), Limit(15, HOUR)),
    # Each PIN has a count of its own as well (pin_rules.py). Here the address is the tablet
    "pin": (Limit(20, QUARTER), Limit(20, QUARTER), Limit(30, QUARTER)),
    "pin_choice": (Limit(8, HOUR), Limit(8, HOUR), Limit(40, HOUR)),
}
ATTEMPTS_KEPT = timedelta(days=1)


def free_again_at(moments: Sequence[datetime], limit: Limit) -> datetime | None:
    """When the next attempt is allowed; None: at once. `moments`: earlier ones within the span, newest first."""
    return moments[limit.most - 1] + limit.within if len(moments) >= limit.most else None


def minutes_until(then: datetime, at: datetime) -> int:
    """Whole minutes, rounded up, at least one."""
    return max(1, -int((at - then) / timedelta(minutes=1) // 1))


def counted_address(address: str | None) -> str:
    """What attempts are counted under: an IPv4 address, or the /64 that one IPv6 subscriber has to himself."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return (address or "")[:45]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def is_long_enough(password: str) -> bool:
    """Twelve characters or more, and not a novel."""
    return LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS


def is_common(password: str) -> bool:
    """One of the worst, or of too few different characters."""
    plain = password.casefold()
    return plain in WORST or len(set(plain)) < LEAST_DIFFERENT


def is_too_close(password: str, name: str, email: str) -> bool:
    """Made of the person's own mail address or name, with little else."""
    rest = "".join(password.casefold().split())
    local, _, domain = email.casefold().partition("@")
    for part in sorted({email.casefold(), local, domain, *name.casefold().split()}, key=len, reverse=True):
        if len(part) >= 3:  # noqa: PLR2004 - "de" is in many a good password
            rest = rest.replace(part, "")
    return len(rest) < LEAST_OF_ITS_OWN


def are_of_one_side(roles: Collection[Role], organisation_id: int | None) -> bool:
    """Staff roles for staff, customer roles for a customer's people; the system's role is nobody's."""
    return frozenset(roles) <= (STAFF_ROLES if organisation_id is None else CUSTOMER_ROLES)
