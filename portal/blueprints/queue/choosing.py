"""What the address asks for, and the addresses of other choices (Q4). Unknown values are as if they weren't said."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from flask import request, url_for
from flask_babel import gettext as _

from portal.domain.actors import Actor
from portal.domain.errors import N_
from portal.domain.promises.options import names_of_choices
from portal.domain.promises.queries import DESKS, Wanted
from portal.domain.promises.wanted import EVERYTHING
from portal.domain.tickets.listing import MINE, NOBODYS
from portal.domain.tickets.queries import Filters
from portal.domain.tickets.rules import SEVERITIES, State
from portal.web.house import steps_off
from portal.web.ids import key

NAMED = {
    "organisation": N_("Organisation: %(name)s"),
    "plan": N_("Plan: %(name)s"),
    "assignee": N_("Assigned to: %(name)s"),
    "area": N_("Area: %(name)s"),
}
DESK_KINDS = [desk.kind for desk in DESKS]
OPEN_STATES = [state for state in State if state != State.CLOSED]


def chosen() -> Wanted:
    """Of this request."""
    return wanted_by(request.args.to_dict())


def without_page(choices: str) -> str:
    """Choices as they came in a form, read and written again: nothing else gets into an address."""
    return query_of(wanted_in(choices[:2_000]))


def wanted_in(choices: str) -> Wanted:
    """What choices ask for, kept as an address says them; of several under one name the first counts."""
    return wanted_by(dict(reversed(parse_qsl(choices.removeprefix("?")))))


def wanted_by(asked: Mapping[str, str]) -> Wanted:
    """What an address asks for. A plain mapping: werkzeug's makes an exception of each choice that isn't made (P44)."""
    kind, state, whose = asked.get("kind", EVERYTHING), asked.get("state", ""), asked.get("whose", "")
    severity = _number(asked, "severity")
    return Wanted(
        kind=kind if kind in DESK_KINDS else EVERYTHING,
        filters=Filters(
            state=state if state in OPEN_STATES else "",
            severity=severity if severity in SEVERITIES else None,
            whose=whose if whose in (MINE, NOBODYS) else "",
            text=asked.get("q", "").strip()[:100],
            plan=_number(asked, "plan"),
            organisation=_number(asked, "organisation"),
            assignee=_number(asked, "assignee"),
            area=_number(asked, "area"),
        ),
        breached=asked.get("breached") == "1",
        without=tuple(sorted(steps_off())),
    )


def _number(asked: Mapping[str, str], name: str) -> int | None:
    said = asked.get(name)
    try:
        return None if said is None else key(said)
    except ValueError:
        return None


def asked_of(wanted: Wanted, **instead: object) -> list[tuple[str, object]]:
    """The choices as an address says them, those in `instead` otherwise."""
    filters = wanted.filters
    asked: dict[str, object] = {
        "kind": wanted.kind,
        "state": filters.state,
        "severity": filters.severity,
        "whose": filters.whose,
        "plan": filters.plan,
        "organisation": filters.organisation,
        "assignee": filters.assignee,
        "area": filters.area,
        "breached": "1" if wanted.breached else "",
        "q": filters.text,
        **instead,
    }
    return [(name, value) for name, value in asked.items() if value not in ("", None)]


def query_of(wanted: Wanted, **instead: object) -> str:
    """The same as the end of an address, with its "?"; "" when nothing is chosen."""
    query = urlencode(asked_of(wanted, **instead))
    return f"?{query}" if query else ""


def address_of(wanted: Wanted, **instead: object) -> str:
    """The queue with these choices."""
    return url_for("queue.queue.index") + query_of(wanted, **instead)


class Chip(NamedTuple):
    """A choice that was made, and the address without it."""

    label: str
    href: str


def words_of(actor: Actor, wanted: Wanted) -> dict[str, str]:
    """What is chosen by its number, and its name; "" where nothing is there, or it isn't theirs to know."""
    numbers = {name: getattr(wanted.filters, name) for name in NAMED if getattr(wanted.filters, name) is not None}
    known = names_of_choices(actor, **numbers) if numbers else {}
    return {name: known.get(name, "") for name in numbers}


def chips(wanted: Wanted, words: dict[str, str]) -> list[Chip]:
    """What was chosen and doesn't stand among the counted choices: its words, and the address without it."""
    filters = wanted.filters
    found = [(name, _(NAMED[name], name=_(word))) for name, word in words.items()]
    if filters.text:
        found.append(("q", _("“%(text)s”", text=filters.text)))
    return [Chip(label, address_of(wanted, **{name: ""})) for name, label in found]
