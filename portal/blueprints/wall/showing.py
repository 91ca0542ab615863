"""The wallboard in words, in the language of its link and the zone of the house (Q6)."""

from dataclasses import astuple, dataclass, replace
from datetime import datetime
from hashlib import blake2b
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import format_date, get_locale, get_timezone
from flask_babel import gettext as _

from portal.domain.people.models import DisplayLink
from portal.domain.promises.wallboard import HowMany, UrgentPromise, Wallboard
from portal.web.formats import DeadlineView, Timetable, listed
from portal.web.languages import patterns_of


@dataclass(frozen=True, slots=True)
class LineView:
    """One promise."""

    id: str
    number: int
    due: DeadlineView
    severity: int
    organisation: str
    owner: str  # first name; "" is nobody


@dataclass(frozen=True, slots=True)
class BoardView:
    """All that is shown."""

    name: str
    theme: str
    about: str  # what it is limited to; "" is everything
    zone: str
    clock: str
    date: str
    weekday: str
    lines: list[LineView]
    counts: HowMany
    build: str  # of styles and scripts: a screen that runs another one loads itself anew

    @property
    def signature(self) -> str:
        """The same while the same is shown; the clock runs by itself."""
        shown = replace(self, clock="")
        return blake2b(repr(astuple(shown)).encode(), digest_size=9).hexdigest()


def board_view(found: Wallboard, link: DisplayLink, at: datetime) -> BoardView:
    """As seen at `at`."""
    seen = Timetable(at)
    today, patterns = at.astimezone(ZoneInfo(seen.zone_name)).date(), patterns_of(str(get_locale()))
    return BoardView(
        name=link.name,
        theme=link.theme,
        about=_about(link.severity_to, found.plan),
        zone=str(get_timezone()),
        clock=seen.clock(at),
        date=format_date(today, patterns["day_month"]),
        weekday=format_date(today, patterns["weekday_name"]),
        lines=[_line(promise, seen) for promise in found.urgent],
        counts=found.counts,
        build=_build(),
    )


def _line(promise: UrgentPromise, seen: Timetable) -> LineView:
    return LineView(
        id=f"wall-{promise.number}",
        number=promise.number,
        due=seen.running(_("first response"), promise.due_at, promise.began_at),
        severity=promise.severity,
        organisation=promise.organisation,
        owner=first_name(promise.assignee or ""),
    )


def _about(severity_to: int | None, plan: str) -> str:
    """What the board is limited to."""
    severities = {1: _("severity 1"), 2: _("severities 1 and 2"), 3: _("severities 1 to 3")}
    return listed(filter(None, (severities.get(severity_to or 0), plan)))


def first_name(name: str) -> str:
    """What somebody is called across a room: Maya; a Chinese name is said whole."""
    return name if any("\u3400" <= sign <= "\u9fff" for sign in name) else name.split(" ", maxsplit=1)[0]


def _build() -> str:
    urls: dict[str, str] = current_app.extensions["assets"].urls
    return " ".join((urls["portal.css"], urls["portal.js"]))
