"""Days and moments as addresses, buttons and forms carry them: what can't be read is as if it weren't said.

So is a day near the end of calendars, which have no day before or after it.
"""

from datetime import UTC, date, datetime

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)


def day_said(text: str | None) -> date | None:
    """A day of this century."""
    try:
        on = date.fromisoformat(text or "")
    except ValueError:
        return None
    return on if FIRST <= on <= LAST else None


def moment_said(text: str | None) -> datetime | None:
    """A moment in UTC: 2026-12-03T14:30:00Z. None: none, or on no clock in particular."""
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo is not None and FIRST <= at.date() <= LAST else None
