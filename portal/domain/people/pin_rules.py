"""Pure decisions about PINs and shared tablets: which PINs are good, when one locks, how long things last (P4)."""

import unicodedata
from datetime import datetime, timedelta
from itertools import pairwise

LEAST_DIGITS, MOST_DIGITS = 4, 8
TRIES = 5  # wrong ones in a row, after which each locks it
SHUT_AFTER = 20  # wrong ones in a row, after which only a manager unlocks it
LOCKED_FOR = timedelta(minutes=5)
ENROLMENT_LASTS = timedelta(hours=1)
SHIFT_LASTS = timedelta(hours=12)  # nobody stays signed in on a shared tablet longer
LOCKS_LATER = timedelta(minutes=1)  # than its page, whose touches are told now and then
TOUCHED_EVERY = timedelta(seconds=20)  # that it is in use is noted at most so often
HERE_SINCE = timedelta(hours=14)  # who switched on any tablet since is taken to be here today
OFTEN_CHOSEN = frozenset({"2580", "0852", "1470", "5683", "1004", "1314", "520520", "521521", "147258", "159357"})


def as_typed(pin: str) -> str:
    """Without what a keyboard, an input method or a copied text puts around and between the digits."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", pin) if not sign.isspace() and sign != "-")


def is_of_digits(pin: str) -> bool:
    """Four to eight of the digits 0 to 9."""
    return LEAST_DIGITS <= len(pin) <= MOST_DIGITS and pin.isascii() and pin.isdigit()


def is_easy(pin: str, phone: str = "") -> bool:
    """What others try first: one digit or one pair over and over, a row, a year, what many choose, the own phone."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    repeats = any(pin == pin[:size] * (len(pin) // size) for size in range(1, len(pin) // 2 + 1))
    is_year = len(pin) == 4 and pin.startswith(("19", "20"))  # noqa: PLR2004
    own = "".join(digit for digit in phone if digit.isdigit())
    return repeats or steps in ({1}, {9}) or is_year or pin in OFTEN_CHOSEN or bool(own and pin in own)


def locked_until(failures: int, at: datetime) -> datetime | None:
    """After so many wrong PINs in a row, the last of them `at`; None: the next may follow at once."""
    return at + LOCKED_FOR if failures >= TRIES else None


def is_shut(failures: int) -> bool:
    """Time alone doesn't open it again."""
    return failures >= SHUT_AFTER


def initials(name: str) -> str:
    """For a face in a list: ML of Mei Lin, 小明 of 王小明."""
    words = name.split()
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][-2:] if not words[0].isascii() else words[0][:2].title()
    return (words[0][0] + words[-1][0]).upper()
