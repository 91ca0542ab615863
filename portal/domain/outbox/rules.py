"""When a mail is tried again, when it is given up, and what of it is nobody's business."""

import re
from datetime import timedelta
from typing import Any

CLAIM_FOR = timedelta(minutes=2)  # a worker's time for one mail; longer than all time limits of a sending together
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MOST_TRIES = 20  # with the pauses above: a little more than three days
PAUSE_WHILE_AWAY = timedelta(minutes=1)  # nothing is wrong with a mail whose server can't be reached
ACCESS_KEPT_FOR = timedelta(days=7)  # longer than any link that grants access lives
MASK = "••••••"
ACCESS = frozenset(  # values that let their reader in: invitations, resets; an appointment's links
    {"access_path", "see_path", "move_path", "cancel_path", "check_in_path"}
)
GUEST_DESK = ("host_", "task_")  # how kinds begin that speak of a guest's coming and going
SERVICE_DESK = ("appointment_", "booking_", "part_", "waiting_")  # how kinds begin that speak of its customers
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,}")  # in case somebody posts one under another name


def pause_after(tries: int) -> timedelta:
    """How long to wait after the `tries`-th failed try: 1, 2, 4 ... minutes, at most 6 hours; none before the first."""
    if tries <= 0:
        return timedelta(0)
    return min(FIRST_PAUSE * (1 << min(tries - 1, 20)), LONGEST_PAUSE)


def is_given_up(tries: int) -> bool:
    """After about three days of trying."""
    return tries >= MOST_TRIES


def grants_access(name: str) -> bool:
    """A value that must not be read by others than its recipient."""
    return name in ACCESS


def without_access(values: dict[str, Any]) -> dict[str, Any]:
    """The values with what grants access masked, its length and beginning included."""
    return {name: MASK if grants_access(name) else _without_tokens(value) for name, value in values.items()}


def _without_tokens(value: Any) -> Any:
    return _TOKEN.sub(MASK, value) if isinstance(value, str) else value
