"""Rows of tickets, each drawn once and kept while nothing on it would read differently (P44)."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from flask import current_app, url_for
from flask_babel import get_locale, get_timezone
from markupsafe import Markup

from portal.domain.errors import N_
from portal.domain.tickets.listing import Row
from portal.domain.tickets.rules import Standing
from portal.showing.standing import Clock, due_view, to_ten_seconds, words_of_lines
from portal.showing.ticket_words import SEVERITIES, STATES
from portal.web.admission import actor
from portal.web.formats import DeadlineView, Timetable


class Look(NamedTuple):
    """Who looks at the list, and when: what its rows depend on beside what stands in them."""

    locale: str
    zone: str
    staff: bool
    at: datetime


class RowView(NamedTuple):
    """One row, ready to be drawn."""

    id: str  # of its element
    href: str
    title: str
    opened: str  # number and moment
    due: DeadlineView
    severity: Markup  # its badge
    state: Markup
    organisation: str  # "" for customers: it is theirs
    plan: str
    owner: str


def drawn_rows(rows: list[Row], at: datetime) -> Markup:
    """The rows as they look to this reader now.

    A row is drawn once and kept while nothing on it would read differently: fifty rows cost fifty look-ups (P44). What
    runs is drawn anew every ten seconds, the rest every hour; in between the page's own script counts the minutes.
    """
    reader = str(get_locale()), str(get_timezone()), actor().is_staff
    later = at.replace(minute=0, second=0, microsecond=0)
    running, resting = Look(*reader, to_ten_seconds(at)), Look(*reader, later)
    drawn = [_drawn(row, running if row.standing == Standing.RUNNING else resting) for row in rows]
    return Markup("\n".join(drawn))  # noqa: S704 - templates made them


@lru_cache(maxsize=4_000)
def _drawn(row: Row, look: Look) -> Markup:
    pen = _pen(look)
    seen, words = pen.seen, pen.words
    view = RowView(
        id=f"ticket-{row.number}-row",
        href=f"{pen.address}/{row.number}",
        title=row.title,
        opened=f"{row.number} · {seen.clock(row.opened_at)}",
        due=due_view(Clock(row.standing, row.due_at, row.opened_at, row.state), seen, words),
        severity=pen.severities[row.severity],
        state=pen.states[row.state],
        organisation=row.organisation if look.staff else "",
        plan=row.plan if look.staff else "",
        owner=row.assignee or (words["Nobody"] if look.staff else ""),
    )
    return pen.draw(view)


class Pen(NamedTuple):
    """What all rows of one look are drawn with."""

    seen: Timetable
    words: dict[str, str]  # in the reader's language, by the English ones
    address: str  # of the list; a ticket's number follows
    draw: Callable[[RowView], Markup]
    severities: dict[int, Markup]  # the badge of each
    states: dict[str, Markup]


@lru_cache(maxsize=50)
def _pen(look: Look) -> Pen:
    words = words_of_lines(N_("Nobody"))
    template = current_app.jinja_env.get_template("tickets/_row.html")
    badges = current_app.jinja_env.get_template("ui/badge.html").module
    return Pen(
        Timetable(look.at),
        words,
        url_for("tickets.tickets.index"),
        template.module.row,
        {severity: badges.badge(severity, words[word]) for severity, word in SEVERITIES.items()},
        {str(state): badges.state_badge(state, words[word]) for state, word in STATES.items()},
    )
