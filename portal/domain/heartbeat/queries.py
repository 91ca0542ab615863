"""Whether somebody works."""

from datetime import datetime, timedelta

from portal.db import session
from portal.domain.heartbeat.models import Heartbeat

SILENT_AFTER = timedelta(seconds=60)  # it beats every 10 s; another takes over within 30 s (P40)


def last_beat() -> Heartbeat | None:
    """The last sign of life; None when no worker ever ran."""
    return session().get(Heartbeat, 1)


def is_silent(beat: Heartbeat | None, at: datetime) -> bool:
    """No worker acts: mails wait and nobody watches the deadlines."""
    return beat is None or beat.at < at - SILENT_AFTER
