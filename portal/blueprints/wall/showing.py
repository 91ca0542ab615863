"""The wallboard in words, in the language of its link and the zone of the house (Q6)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import render_template
from flask_babel import format_date, get_locale, get_timezone
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.people.models import DisplayLink
from portal.domain.promises.wallboard import HowMany, UrgentPromise, Wallboard, wallboard
from portal.web.admission import actor
from portal.web.formats import DeadlineView, Timetable, listed
from portal.web.house import present_house
from portal.web.languages import patterns_of
from portal.web.live import Look


@dataclass(frozen=True, slots=True)
class LineView:
    """One promise."""

    id: str
    number: int
    due: DeadlineView
    severity: int
    organisation: str
    owner: str  # first name; "" is nobody
    said: str  # what is news when it is another: all but the time that ticks


@dataclass(frozen=True, slots=True)
class BoardView:
    """All that is shown."""

    about: str  # what it is limited to; "" is everything
    zone: str
    clock: str
    date: str
    weekday: str
    lines: list[LineView]
    counts: HowMany


def key_of(link: DisplayLink) -> tuple[str, str]:
    """One view for all screens that hold this link, and for no other: its address stands in it."""
    return "wall", link.token_hash


def at_the_wall(link: DisplayLink, token: str) -> Callable[[], Look]:
    """What is on the board now. It is drawn anew each minute at least: the clock and the time left are words in it."""

    def look() -> Look:
        at = now()
        found = wallboard(actor(), link, at)
        minute = at.replace(second=0, microsecond=0).isoformat()
        view = board_view(found, link, at)
        return Look(
            (found, minute, present_house().name),
            lambda signature: render_template("wall/_board.html", board=view, token=token, signature=signature),
        )

    return look


def board_view(found: Wallboard, link: DisplayLink, at: datetime) -> BoardView:
    """As seen at `at`."""
    seen = Timetable(at)
    today, patterns = at.astimezone(ZoneInfo(seen.zone_name)).date(), patterns_of(str(get_locale()))
    return BoardView(
        about=_about(link.severity_to, found.plan),
        zone=str(get_timezone()),
        clock=seen.clock(at),
        date=format_date(today, patterns["day_month"]),
        weekday=format_date(today, patterns["weekday_name"]),
        lines=[_line(promise, seen) for promise in found.urgent],
        counts=found.counts,
    )


def _line(promise: UrgentPromise, seen: Timetable) -> LineView:
    owner, organisation = first_name(promise.assignee or ""), promise.organisation or _("Not named here")
    due = seen.running(_("first response"), promise.due_at, promise.began_at)
    return LineView(
        id=f"wall-{promise.number}",
        number=promise.number,
        due=due,
        severity=promise.severity,
        organisation=organisation,
        owner=owner,
        said=f"{promise.severity} {due.due_iso} {due.at} {owner} {organisation}",
    )


def _about(severity_to: int | None, plan: str) -> str:
    """What the board is limited to."""
    severities = {1: _("severity 1"), 2: _("severities 1 and 2"), 3: _("severities 1 to 3")}
    return listed(filter(None, (severities.get(severity_to or 0), plan)))


def first_name(name: str) -> str:
    """What somebody is called across a room: Maya; a Chinese name is said whole."""
    return name if any("\u3400" <= sign <= "\u9fff" for sign in name) else name.split(" ", maxsplit=1)[0]
