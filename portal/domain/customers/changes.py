"""What the audit log keeps of a change."""

from datetime import date
from typing import Any


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """What changed, from what to what, in JSON values."""
    return {name: [_plain(before[name]), _plain(value)] for name, value in after.items() if before[name] != value}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
