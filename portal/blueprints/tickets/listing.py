"""The list as it is shown: every word looked up once, not once a row (P44)."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from flask import request, url_for
from flask_babel import gettext as _

from portal.blueprints.tickets.words import SEVERITIES, STATES
from portal.domain.tickets.listing import ALL, ALL_OPEN, MINE, NOBODYS, Filters, Row
from portal.domain.tickets.rules import SEVERITIES as ALL_SEVERITIES
from portal.domain.tickets.rules import Standing, State
from portal.web.admission import actor
from portal.web.formats import DeadlineView, clock, deadline_view, iso


class RowView(NamedTuple):
    """One row, ready to be shown."""

    id: str
    href: str
    due: DeadlineView
    title: str
    sub: str
    party: str
    party_sub: str
    severity: int
    severity_word: str
    owner: str
    state: str
    state_word: str


@dataclass(frozen=True, slots=True)
class Words:
    """What the rows of one page share."""

    states: dict[str, str]
    severities: dict[int, str]
    first_response: str
    closes: str
    ours: str
    waits: str
    done: str
    nobody: str
    base: str

    @classmethod
    def of_reader(cls) -> "Words":
        """In the reader's language."""
        return cls(
            states={str(state): _(word) for state, word in STATES.items()},
            severities={severity: _(word) for severity, word in SEVERITIES.items()},
            first_response=_("first response"),
            closes=_("closes by itself"),
            ours=_("our turn"),
            waits=_("waiting"),
            done=_("closed"),
            nobody=_("Nobody"),
            base=url_for("tickets.tickets.show", number=0).removesuffix("0"),
        )


def row_views(rows: list[Row], at: datetime) -> list[RowView]:
    """Rows of the list in the reader's words."""
    words = Words.of_reader()
    staff = actor().is_staff
    return [
        RowView(
            id=f"ticket-{row.number}-row",
            href=f"{words.base}{row.number}",
            due=_due(row, words, at),
            title=row.title,
            sub=f"{row.number} · {clock(row.opened_at, at)}",
            party=row.organisation if staff else "",
            party_sub=row.plan if staff else "",
            severity=row.severity,
            severity_word=words.severities[row.severity],
            owner=row.assignee or (words.nobody if staff else ""),
            state=row.state,
            state_word=words.states[row.state],
        )
        for row in rows
    ]


def _due(row: Row, words: Words, at: datetime) -> DeadlineView:
    if row.standing == Standing.RUNNING:
        return deadline_view(words.first_response, row.promised_at, started_at=row.opened_at, at=at)
    if row.standing == Standing.WAITING:
        closes = row.state != State.WAITING_FOR_THIRD_PARTY
        return DeadlineView("held", words.waits, clock(row.due_at, at), words.closes if closes else "", 0, "")
    if row.standing == Standing.OURS:
        return DeadlineView("none", words.ours, clock(row.due_at, at), "", 0, "", iso(row.due_at))
    return DeadlineView("none", words.done, clock(row.due_at, at), "", 0, "")


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
    return url_for("tickets.tickets.index", **{name: value for name, value in asked.items() if value})


def further_address(filters: Filters, mark: str) -> str | None:
    """Where the next page begins."""
    return _address(filters, after=mark) if mark else None
