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
from portal.domain.promises.rules import NEAR, Promise
from portal.domain.tickets.rules import Standing, State
from portal.showing.patterns import Pattern, filled, hole, pattern_of
from portal.showing.standing import Clock, due_view, to_ten_seconds, words_of_lines
from portal.showing.ticket_words import SEVERITIES, STATES
from portal.web.formats import DeadlineView, Timetable, Urgency, iso


class Look(NamedTuple):
    """In which language and zone, and when, the rows are seen."""

    locale: str
    zone: str
    at: datetime


class RowView(NamedTuple):
    """One row, as the template takes it."""

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
WORDS += ("left", "at", "label")
MARKS = ("id", "v", "number", "href", "claim", "since_iso", "due_iso", "from_iso")
DUE_WORDS = slice(1, 4)  # of a DeadlineView: left, at, label
SAYS_ITSELF = 5  # the fields of a Promise from its title on


class Has(NamedTuple):
    """The words that can be missing, and are there."""

    at: bool
    label: bool
    due_iso: bool
    from_iso: bool
    claim: bool
    why: bool


class Shape(NamedTuple):
    """What the template decides by: rows of one shape differ in words alone."""

    locale: str
    urgency: Urgency
    fraction: int
    severity: int
    state: str
    beside: bool
    has: Has


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
    if soon < (late := row.due_at + SECOND) <= at:
        return late
    return near if soon < (near := row.due_at - NEAR) <= at else None


@lru_cache(maxsize=2_000)
def _drawn(row: Promise, look: Look) -> tuple[str, Markup]:
    """What it says without the ticking words, and how it looks."""
    pen = _pen(look)
    seen, words, shown = pen.seen, pen.words, SHOWN[row.kind]
    due = due_view(Clock(row.rank, row.due_at, row.since_at, row.state, shown.counted), seen, words)
    href, id_, why = f"{pen.leads[row.kind]}{row.number}", f"{row.kind}-{row.number}-row", _why(row, words)
    since, opened, claims = (
        due.from_iso or iso(row.since_at),
        seen.clock(row.since_at),
        shown.is_claimed and row.assignee is None,
    )
    says = (id_, due.due_iso or iso(row.due_at), since, *row[SAYS_ITSELF:], due.urgency)
    mark = blake2b(repr(says).encode(), digest_size=6).hexdigest()
    texts = [  # as WORDS
        row.title,
        f"{row.number} · {opened}" if shown.is_ticket else opened,
        words["%(long)s old"] % {"long": seen.duration(look.at - row.since_at)},
        words[SEVERITIES[row.severity]] if row.severity else "",
        words[STATES[row.state]] if row.state else "",
        row.organisation,
        row.plan,
        row.assignee or "",
        why,
        *due[DUE_WORDS],
    ]
    to, claim = f"{href}{CHOICES}" if shown.is_ticket else href, f"{href}/claim" if claims else ""
    marks = id_, mark, str(row.number), to, claim, since, due.due_iso, due.from_iso  # as MARKS
    has = Has(due.at != "", due.label != "", due.due_iso != "", due.from_iso != "", claims, why != "")
    shape = Shape(look.locale, due.urgency, due.fraction, row.severity, row.state, shown.is_ticket, has)
    return mark, filled(_pattern(pen.draw, shape), texts, marks)


@lru_cache(maxsize=2_000)
def _pattern(draw: Callable[[RowView], Markup], shape: Shape) -> Pattern:
    """As the template draws every row of this shape."""
    has, holes = shape.has, {name: hole(name) for name in (*WORDS, *MARKS)}
    due = DeadlineView(
        shape.urgency,
        holes.pop("left"),
        holes.pop("at") * has.at,
        holes.pop("label") * has.label,
        shape.fraction,
        holes.pop("due_iso") * has.due_iso,
        holes.pop("from_iso") * has.from_iso,
    )
    view: dict[str, Any] = {**holes, "claim": holes["claim"] * has.claim, "why": holes["why"] * has.why}
    view |= {"due": due, "severity": shape.severity, "state": shape.state, "beside": shape.beside}
    return pattern_of(draw(RowView(**view)), (*WORDS, *MARKS))


class Pen(NamedTuple):
    """What all rows of one look are drawn with."""

    seen: Timetable
    words: dict[str, str]  # in the reader's language, by the English ones
    leads: dict[str, str]  # where a row of each kind leads; its number follows
    draw: Callable[[RowView], Markup]


@lru_cache(maxsize=50)
def _pen(look: Look) -> Pen:
    words = words_of_lines(*ROW_WORDS, *KIND_WORDS)
    template = current_app.jinja_env.get_template("queue/_row.html")
    leads = {str(kind): url_for(shown.leads_to[0], **{shown.leads_to[1]: 0})[:-1] for kind, shown in SHOWN.items()}
    return Pen(Timetable(look.at), words, leads, template.module.row)


def _why(row: Promise, words: dict[str, str]) -> str:
    """For whom a ticket waits; of another kind, what its own words say."""
    if about := SHOWN[row.kind].why:
        named = dict(SHOWN[row.kind].names).get(row.why)
        return words[about] % {"name": words[named] if named else row.why}
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
