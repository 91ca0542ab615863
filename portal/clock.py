"""The only place that reads the time."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, aware, in UTC, to the second's microseconds."""
    return datetime.now(UTC)
