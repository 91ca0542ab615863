"""Rows of the queue, each drawn once and kept while nothing on it would read differently (Q2, P44)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from flask import current_app, url_for
from flask_babel import get_locale, get_timezone
from markupsafe import Markup, escape

from portal.blueprints.queue.kinds import KIND_WORDS, SHOWN
from portal.domain.errors import N_
from portal.domain.promises.rules import NEAR, Kind, Promise
from portal.domain.tickets.rules import Standing, State
from portal.showing.patterns import filled, hole, pattern_of
from portal.showing.standing import Clock, due_view, to_ten_seconds, words_of_lines
from portal.showing.ticket_words import SEVERITIES, STATES
from portal.web.formats import DeadlineView, Timetable, Urgency, iso


class Look(NamedTuple):
    """In which language and zone, and when, the rows are seen."""

    locale: str
    zone: str
    at: datetime


class RowView(NamedTuple):
    """One row, ready to be drawn."""

    id: str  # of its element
    v: str  # what it says, without the ticking words
    number: int
    href: str
    beside: bool  # it opens beside the list
    claim: str  # where a touch of "Claim" goes; "" where there is nothing to claim
    title: str
    opened: str  # number and moment
    since_iso: str
    age: str
    due: DeadlineView
    severity: int
    severity_word: str
    state: str
    state_word: str
    organisation: str
    plan: str
    owner: str
    why: str


SECOND = timedelta(seconds=1)  # after its deadline a promise is late
WORDS = ("title", "opened", "age", "severity_word", "state_word", "organisation", "plan", "owner", "why")
MARKS = ("id", "v", "number", "href", "claim", "since_iso")


class Shape(NamedTuple):
    """What the template decides by: rows of one shape differ in words alone."""

    locale: str
    urgency: Urgency
    fraction: int
    severity: int
    state: str
    beside: bool
    has: tuple[bool, ...]  # the words that can be missing


CHOICES = "\x01"  # in a drawn row: where the choices of the view go, so that all views share it


class Drawn(NamedTuple):
    """Rows as they look, and by each what it says."""

    marks: list[str]
    drawn: Markup


def drawn_promises(rows: list[Promise], choices: str, at: datetime) -> Drawn:
    """The rows as they look now: what runs is drawn anew every ten seconds, the rest every ten minutes.

    `choices` follow the address of a row: "" or "?" and what was chosen.
    """
    reader = str(get_locale()), str(get_timezone())
    soon = to_ten_seconds(at)
    resting = Look(*reader, at.replace(minute=at.minute // 10 * 10, second=0, microsecond=0))
    running = Look(*reader, soon)
    drawn = [
        _drawn(row, running if (turned := _turned(row, soon, at)) is None else Look(*reader, turned))
        if row.rank == Standing.RUNNING
        else _drawn(row, resting)
        for row in rows
    ]
    together = "\n".join(html for _mark, html in drawn).replace(CHOICES, escape(choices))
    return Drawn([mark for mark, _html in drawn], Markup(together))  # noqa: S704 - templates made them


def _turned(row: Promise, soon: datetime, at: datetime) -> datetime | None:
    """When it fell due, or came near, in the last seconds: that shows at once."""
    return next((turn for turn in (row.due_at + SECOND, row.due_at - NEAR) if soon < turn <= at), None)


@lru_cache(maxsize=4_000)
def _drawn(row: Promise, look: Look) -> tuple[str, Markup]:
    """What it says without the ticking words, and how it looks."""
    pen = _pen(look)
    seen, words, kind = pen.seen, pen.words, Kind(row.kind)
    shown, href = SHOWN[kind], f"{pen.leads[kind]}{row.number}"
    due = due_view(Clock(row.rank, row.due_at, row.since_at, row.state, shown.counted), seen, words)
    mark = blake2b(repr((row, due.urgency)).encode(), digest_size=6).hexdigest()
    view = RowView(
        id=f"{row.kind}-{row.number}-row",
        v=mark,
        number=row.number,
        href=f"{href}{CHOICES}" if shown.is_ticket else href,
        beside=shown.is_ticket,
        claim=f"{href}/claim" if shown.is_claimed and row.assignee is None else "",
        title=row.title,
        opened=f"{row.number} · {seen.clock(row.since_at)}" if shown.is_ticket else seen.clock(row.since_at),
        since_iso=iso(row.since_at),
        age=words["%(long)s old"] % {"long": seen.duration(look.at - row.since_at)},
        due=due,
        severity=row.severity,
        severity_word=words[SEVERITIES[row.severity]] if row.severity else "",
        state=row.state,
        state_word=words[STATES[State(row.state)]] if row.state else "",
        organisation=row.organisation,
        plan=row.plan,
        owner=row.assignee or "",
        why=_why(row, words),
    )
    return mark, _filled(view, pen.draw, look.locale)


def _filled(view: RowView, draw: Callable[[RowView], Markup], locale: str) -> Markup:
    due = view.due
    shape = Shape(
        locale,
        due.urgency,
        due.fraction,
        view.severity,
        view.state,
        view.beside,
        tuple(map(bool, (due.at, due.label, due.due_iso, due.from_iso, view.claim, view.why))),
    )
    words = [(name, getattr(view, name)) for name in WORDS]
    words += [("left", due.left), ("at", due.at), ("label", due.label)]
    marks = {name: getattr(view, name) for name in MARKS} | {"due_iso": due.due_iso, "from_iso": due.from_iso}
    return filled(_pattern(draw, shape), words, marks)


@lru_cache(maxsize=2_000)
def _pattern(draw: Callable[[RowView], Markup], shape: Shape) -> str:
    """As the template draws every row of this shape."""
    at, label, due_iso, from_iso, claim, why = shape.has
    due = DeadlineView(
        shape.urgency,
        hole("left"),
        hole("at") * at,
        hole("label") * label,
        shape.fraction,
        hole("due_iso") * due_iso,
        hole("from_iso") * from_iso,
    )
    holes: dict[str, Any] = {name: hole(name) for name in (*WORDS, *MARKS)}
    holes |= {"claim": hole("claim") * claim, "why": hole("why") * why}
    kept = {"severity": shape.severity, "state": shape.state, "beside": shape.beside}
    return pattern_of(draw(RowView(**holes, **kept, due=due)))


class Pen(NamedTuple):
    """What all rows of one look are drawn with."""

    seen: Timetable
    words: dict[str, str]  # in the reader's language, by the English ones
    leads: dict[Kind, str]  # where a row of each kind leads; its number follows
    draw: Callable[[RowView], Markup]


@lru_cache(maxsize=50)
def _pen(look: Look) -> Pen:
    words = words_of_lines(*ROW_WORDS, *KIND_WORDS)
    template = current_app.jinja_env.get_template("queue/_row.html")
    leads = {kind: url_for(shown.leads_to[0], **{shown.leads_to[1]: 0})[:-1] for kind, shown in SHOWN.items()}
    return Pen(Timetable(look.at), words, leads, template.module.row)


def _why(row: Promise, words: dict[str, str]) -> str:
    """For whom a ticket waits; of another kind, what its own words say."""
    if about := SHOWN[Kind(row.kind)].why:
        return words[about] % {"name": row.why}
    if row.rank == Standing.WAITING and row.state == State.WAITING_FOR_THIRD_PARTY:
        return words["waits for %(whom)s"] % {"whom": row.why} if row.why else ""
    if row.state in (State.WAITING_FOR_CUSTOMER, State.RESOLVED):
        return words["waits for the customer's word"]
    return ""


ROW_WORDS = (
    N_("waits for %(whom)s"),
    N_("waits for the customer's word"),
    N_("%(long)s old"),
)
