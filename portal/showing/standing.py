"""How the time of a line reads, wherever tickets and promises are listed: it runs, waits, or is ours (Q1, S46)."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from portal.domain.errors import N_
from portal.domain.tickets.rules import Standing, State
from portal.showing.ticket_words import SEVERITIES, STATES
from portal.web.formats import DeadlineView, Timetable

WORDS = (
    *SEVERITIES.values(),
    *STATES.values(),
    N_("first response"),
    N_("waiting"),
    N_("closes by itself"),
    N_("for us to answer"),
    N_("closed"),
)


class Clock(NamedTuple):
    """What a line's time is told from."""

    standing: int
    due_at: datetime  # of RUNNING; WAITING: when silence closes it; else since when it stands so
    since_at: datetime
    state: str
    counted: str = "first response"  # what it counts to


def words_of_lines(*more: str) -> dict[str, str]:
    """The words of lists in the reader's language, by the English ones: looked up once for all lines (P44)."""
    return {word: _(word) for word in (*WORDS, *more)}


def due_view(clock: Clock, seen: Timetable, words: dict[str, str]) -> DeadlineView:
    """As this reader sees it at that moment."""
    if clock.standing == Standing.RUNNING:
        return seen.running(words[clock.counted], clock.due_at, clock.since_at)
    at = seen.clock(clock.due_at)
    if clock.standing == Standing.WAITING:
        closes = words["closes by itself"] if clock.state != State.WAITING_FOR_THIRD_PARTY else ""
        return DeadlineView("held", words["waiting"], at, closes, 0, "")
    word = words["closed" if clock.standing == Standing.DONE else "for us to answer"]
    return DeadlineView("none", word, at, "", 0, "")


def to_ten_seconds(at: datetime) -> datetime:
    """What runs is drawn anew so often: all who look in between see the same."""
    return at.replace(second=at.second // 10 * 10, microsecond=0)
