"""The list as it is shown."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from flask import current_app, request, url_for
from flask_babel import get_locale, get_timezone
from flask_babel import gettext as _
from markupsafe import Markup

from portal.blueprints.tickets.words import SEVERITIES, STATES
from portal.domain.errors import N_
from portal.domain.tickets.listing import ALL, ALL_OPEN, MINE, NOBODYS, Filters, Row
from portal.domain.tickets.rules import SEVERITIES as ALL_SEVERITIES
from portal.domain.tickets.rules import Standing, State
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
    severity: int
    severity_word: str
    state: str
    state_word: str
    organisation: str  # "" for customers: it is theirs
    plan: str
    owner: str


def drawn_rows(rows: list[Row], at: datetime) -> Markup:
    """The rows as they look to this reader now.

    A row is drawn once and kept while nothing on it would read differently: fifty rows cost fifty look-ups (P44). What
    runs is drawn anew every ten seconds, the rest every hour; in between the page's own script counts the minutes.
    """
    reader = str(get_locale()), str(get_timezone()), actor().is_staff
    soon, later = at.replace(second=at.second // 10 * 10, microsecond=0), at.replace(minute=0, second=0, microsecond=0)
    running, resting = Look(*reader, soon), Look(*reader, later)
    drawn = [_drawn(row, running if row.standing == Standing.RUNNING else resting) for row in rows]
    return Markup("\n".join(drawn))  # noqa: S704 - templates made them


@lru_cache(maxsize=4_000)
def _drawn(row: Row, look: Look) -> Markup:
    seen, words, address, draw = _pen(look)
    view = RowView(
        id=f"ticket-{row.number}-row",
        href=f"{address}/{row.number}",
        title=row.title,
        opened=f"{row.number} · {seen.clock(row.opened_at)}",
        due=_due(row, seen, words),
        severity=row.severity,
        severity_word=words[SEVERITIES[row.severity]],
        state=row.state,
        state_word=words[STATES[State(row.state)]],
        organisation=row.organisation if look.staff else "",
        plan=row.plan if look.staff else "",
        owner=row.assignee or (words["Nobody"] if look.staff else ""),
    )
    return draw(view)


class Pen(NamedTuple):
    """What all rows of one look are drawn with."""

    seen: Timetable
    words: dict[str, str]  # in the reader's language, by the English ones
    address: str  # of the list; a ticket's number follows
    draw: Callable[[RowView], Markup]


@lru_cache(maxsize=50)
def _pen(look: Look) -> Pen:
    words = {word: _(word) for word in (*SEVERITIES.values(), *STATES.values(), *ROW_WORDS)}
    template = current_app.jinja_env.get_template("tickets/_row.html")
    return Pen(Timetable(look.at), words, url_for("tickets.tickets.index"), template.module.row)


ROW_WORDS = (
    N_("first response"),
    N_("waiting"),
    N_("closes by itself"),
    N_("our turn"),
    N_("closed"),
    N_("Nobody"),
)


def _due(row: Row, seen: Timetable, words: dict[str, str]) -> DeadlineView:
    if row.standing == Standing.RUNNING:
        return seen.running(words["first response"], row.due_at, row.opened_at)
    at = seen.clock(row.due_at)
    if row.standing == Standing.WAITING:
        closes = words["closes by itself"] if row.state != State.WAITING_FOR_THIRD_PARTY else ""
        return DeadlineView("held", words["waiting"], at, closes, 0, "")
    return DeadlineView("none", words["our turn" if row.standing == Standing.OURS else "closed"], at, "", 0, "")


def chosen() -> Filters:
    """What the address asks for; unknown values are as if they weren't there."""
    state = request.args.get("state", ALL_OPEN)
    severity = request.args.get("severity", type=int)
    whose = request.args.get("whose", "")
    return Filters(
        state=state if state in (ALL_OPEN, ALL, *State) else ALL_OPEN,
        severity=severity if severity in ALL_SEVERITIES else None,
        whose=whose if whose in (MINE, NOBODYS) and actor().is_staff else "",
        text=request.args.get("q", "").strip()[:100],
    )


class Links(NamedTuple):
    """The list in other choices: by state; by severity and, for staff, by whose it is. The current one is marked."""

    states: tuple[dict[str, object], ...]
    others: tuple[dict[str, object], ...]


def links(filters: Filters) -> Links:
    """From this list to others; put together once for each choice and language."""
    return _links(filters, f"{request.script_root}{request.path}", str(get_locale()), staff=actor().is_staff)


@lru_cache(maxsize=500)
def _links(filters: Filters, path: str, locale: str, *, staff: bool) -> Links:  # noqa: ARG001 - part of the key
    def link(label: str, *, current: bool, **instead: object) -> dict[str, object]:
        return {"label": label, "href": _address(filters, path, **instead), "current": current}

    def toggle(label: str, name: str, value: object) -> dict[str, object]:
        """The current one leads back."""
        current = getattr(filters, name) == value
        return link(label, current=current, **{name: "" if current else value})

    states = [(ALL_OPEN, _("All open")), *((state, _(word)) for state, word in STATES.items()), (ALL, _("All"))]
    whose = [(MINE, _("Mine")), (NOBODYS, _("Nobody's"))] if staff else []
    return Links(
        tuple(link(word, current=filters.state == state, state=state) for state, word in states),
        (
            *(toggle(_(word), "severity", severity) for severity, word in SEVERITIES.items()),
            *(toggle(word, "whose", one) for one, word in whose),
        ),
    )


def _address(filters: Filters, path: str, **instead: object) -> str:
    asked = {"state": filters.state, "severity": filters.severity, "whose": filters.whose, "q": filters.text} | instead
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{path}?{query}" if query else path


def further_address(filters: Filters, mark: str) -> str | None:
    """Where the next page begins."""
    return _address(filters, f"{request.script_root}{request.path}", after=mark) if mark else None
