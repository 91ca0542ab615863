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
from portal.showing.patterns import Blank, Pattern, filled, hole, pattern_of
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


RUNNING = Standing.RUNNING.value  # a plain number is compared faster
SECOND = timedelta(seconds=1)  # after its deadline a promise is late
WORDS = ("title", "opened", "age", "severity_word", "state_word", "organisation", "plan", "owner", "why")
WORDS += ("left", "at", "label")
MARKS = ("id", "v", "number", "href", "claim", "since_iso", "due_iso", "from_iso")
DUE_WORDS = slice(1, 4)  # of a DeadlineView: left, at, label


class Shape(NamedTuple):
    """What the template decides by: rows of one shape differ in words alone. `has_...`: that word is there."""

    locale: str
    urgency: Urgency
    fraction: int
    severity: int
    state: str
    beside: bool
    has_at: bool
    has_label: bool
    ticks: bool
    has_begin: bool
    has_claim: bool
    has_why: bool


CHOICES = "\x01"  # in a drawn row: where the choices of the view go, so that all views share it
MOST = 1_000  # rows that are kept, in each process


class Drawn(NamedTuple):
    """Rows as they look, and by each what it says."""

    marks: list[str]
    drawn: Markup


Row = tuple[str, str]  # what it says without the ticking words, and how it looks
_kept: dict[tuple[Promise, Look], Row] = {}  # in this process


def drawn_promises(rows: list[Promise], choices: str, at: datetime) -> Drawn:
    """The rows as they look now: what runs is drawn anew every ten seconds, the rest every ten minutes.

    `choices` follow the address of a row: "" or "?" and what was chosen.
    """
    reader = str(get_locale()), str(get_timezone())
    soon = to_ten_seconds(at)
    running, resting = (
        Look(*reader, soon),
        Look(*reader, at.replace(minute=at.minute // 10 * 10, second=0, microsecond=0)),
    )
    seen = [
        (row, resting)
        if row.rank != RUNNING
        else (row, running if (turned := _turned(row, soon, at)) is None else Look(*reader, turned))
        for row in rows
    ]
    found = [_kept.get(one) for one in seen]
    if None in found:
        drawn = iter(_drawn([one for one, known in zip(seen, found, strict=True) if known is None]))
        found = [known or next(drawn) for known in found]
    together = "\n".join([row[1] for row in found if row]).replace(CHOICES, escape(choices))
    return Drawn([row[0] for row in found if row], Markup(together))  # noqa: S704 - templates made them


def _turned(row: Promise, soon: datetime, at: datetime) -> datetime | None:
    """When it fell due, or came near, in the last seconds: that shows at once."""
    if soon < (late := row.due_at + SECOND) <= at:
        return late
    return near if soon < (near := row.due_at - NEAR) <= at else None


def _drawn(seen: list[tuple[Promise, Look]]) -> list[Row]:
    """Drawn, and kept: all that nobody has seen yet in one go."""
    facts = [_facts(row, look) for row, look in seen]
    rows = list(zip((mark for mark, _blank in facts), filled([blank for _mark, blank in facts]), strict=True))
    if len(_kept) + len(rows) > MOST:
        _kept.clear()
    _kept.update(zip(seen, rows, strict=True))
    return rows


def _facts(row: Promise, look: Look) -> tuple[str, Blank]:
    """What it says without the ticking words, and all that goes onto it."""
    kind, number, rank, due_at, since_at, title, severity, state, organisation, plan, assignee, _about = row
    pen, shown = _pen(look), SHOWN[kind]
    seen, words = pen.seen, pen.words
    if shown.is_bilingual:
        title, plan = (plan or title) if look.locale.startswith("zh") else title, ""
    if rank == RUNNING:
        due = seen.running(words[shown.counted], due_at, since_at)
    else:
        due = due_view(Clock(rank, due_at, since_at, state), seen, words)
    since = due.from_iso or iso(since_at)
    href, id_, why, opened = (
        f"{pen.leads[kind]}{number}",
        f"{kind}-{number}-row",
        _why(row, words),
        seen.said(since, since_at),
    )
    claims = shown.is_claimed and assignee is None
    said = f"{due.due_iso or iso(due_at)}\n{since}\n{severity}\n{state}\n{due.urgency}\n{assignee is None}"
    says = "\x1f".join((id_, said, title, organisation, plan, assignee or "", row.why))
    mark = blake2b(says.encode(), digest_size=6).hexdigest()
    texts = (  # as WORDS
        title,
        f"{number} · {opened}" if shown.is_ticket else opened,
        words["%(long)s old"] % {"long": seen.duration(look.at - since_at)},
        words[SEVERITIES[severity]] if severity else "",
        words[STATES[state]] if state else "",
        organisation,
        plan,
        assignee or "",
        why,
        *due[DUE_WORDS],
    )
    to, claim = f"{href}{CHOICES}" if shown.is_ticket else href, f"{href}/claim" if claims else ""
    marks = id_, mark, str(number), to, claim, since, due.due_iso, due.from_iso  # as MARKS
    has = due.at != "", due.label != "", due.due_iso != "", due.from_iso != "", claims, why != ""
    shape = look.locale, due.urgency, due.fraction, severity, state, shown.is_ticket, *has
    return mark, (_pattern(pen.draw, shape), texts, marks)


@lru_cache(maxsize=2_000)
def _pattern(draw: Callable[[RowView], Markup], of: tuple[Any, ...]) -> Pattern:
    """As the template draws every row of this shape: the fields of a Shape."""
    shape, holes = Shape._make(of), {name: hole(name) for name in (*WORDS, *MARKS)}
    due = DeadlineView(
        shape.urgency,
        holes.pop("left"),
        holes.pop("at") * shape.has_at,
        holes.pop("label") * shape.has_label,
        shape.fraction,
        holes.pop("due_iso") * shape.ticks,
        holes.pop("from_iso") * shape.has_begin,
    )
    view: dict[str, Any] = {**holes, "claim": holes["claim"] * shape.has_claim, "why": holes["why"] * shape.has_why}
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
