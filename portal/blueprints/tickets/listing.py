"""The list as it is shown."""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext as _

from portal.blueprints.tickets.words import SEVERITIES, STATES
from portal.domain.tickets.listing import ALL, ALL_OPEN, MINE, NOBODYS, Filters, Row
from portal.domain.tickets.rules import SEVERITIES as ALL_SEVERITIES
from portal.domain.tickets.rules import Standing, State
from portal.web.admission import actor
from portal.web.formats import DeadlineView, Timetable


class RowView(NamedTuple):
    """One row, ready to be drawn."""

    id: str  # of its element
    href: str
    title: str
    opened: str  # number and moment
    due: DeadlineView
    severity: int
    state: str
    organisation: str  # "" for customers: it is theirs
    plan: str
    owner: str


def row_views(rows: list[Row], at: datetime) -> list[RowView]:
    """The rows as they read to this reader now: language, zone, words and addresses are looked up once (P44)."""
    seen, due_words, staff = Timetable(at), _due_words(), actor().is_staff
    address, nobody = url_for("tickets.tickets.index"), _("Nobody") if staff else ""
    return [
        RowView(
            id=f"ticket-{row.number}-row",
            href=f"{address}/{row.number}",
            title=row.title,
            opened=f"{row.number} · {seen.clock(row.opened_at)}",
            due=_due(row, seen, due_words),
            severity=row.severity,
            state=row.state,
            organisation=row.organisation if staff else "",
            plan=row.plan if staff else "",
            owner=row.assignee or nobody,
        )
        for row in rows
    ]


def severity_words() -> dict[int, str]:
    """What each severity is called."""
    return {severity: _(word) for severity, word in SEVERITIES.items()}


def state_words() -> dict[str, str]:
    """What each state is called."""
    return {state: _(word) for state, word in STATES.items()}


def _due_words() -> dict[str, str]:
    return {
        "running": _("first response"),
        "waiting": _("waiting"),
        "closes": _("closes by itself"),
        "ours": _("our turn"),
        "closed": _("closed"),
    }


def _due(row: Row, seen: Timetable, words: dict[str, str]) -> DeadlineView:
    if row.standing == Standing.RUNNING:
        return seen.running(words["running"], row.due_at, row.opened_at)
    at = seen.clock(row.due_at)
    if row.standing == Standing.WAITING:
        closes = words["closes"] if row.state != State.WAITING_FOR_THIRD_PARTY else ""
        return DeadlineView("held", words["waiting"], at, closes, 0, "")
    return DeadlineView("none", words["ours"] if row.standing == Standing.OURS else words["closed"], at, "", 0, "")


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


def state_links(filters: Filters) -> list[dict[str, object]]:
    """The list by state."""
    words = [(ALL_OPEN, _("All open")), *((state, _(word)) for state, word in STATES.items()), (ALL, _("All"))]
    return [
        {"label": word, "href": _address(filters, state=state), "current": filters.state == state}
        for state, word in words
    ]


def other_links(filters: Filters) -> list[dict[str, object]]:
    """The list by severity and, for staff, by whose it is; the current one leads back."""
    found = [
        {
            "label": _(word),
            "href": _address(filters, severity=None if filters.severity == severity else severity),
            "current": filters.severity == severity,
        }
        for severity, word in SEVERITIES.items()
    ]
    if actor().is_staff:
        found += [
            {
                "label": word,
                "href": _address(filters, whose="" if filters.whose == whose else whose),
                "current": filters.whose == whose,
            }
            for whose, word in ((MINE, _("Mine")), (NOBODYS, _("Nobody's")))
        ]
    return found


def _address(filters: Filters, **instead: object) -> str:
    asked = {"state": filters.state, "severity": filters.severity, "whose": filters.whose, "q": filters.text} | instead
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{request.script_root}{request.path}{'?' if query else ''}{query}"


def further_address(filters: Filters, mark: str) -> str | None:
    """Where the next page begins."""
    return _address(filters, after=mark) if mark else None
