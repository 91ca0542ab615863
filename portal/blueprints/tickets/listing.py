"""The list's choices: what its address asks for, and the links to other lists."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from flask import current_app, request
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from portal.domain.tickets.listing import ALL, ALL_OPEN, MINE, NOBODYS, Counts, Filters
from portal.domain.tickets.rules import SEVERITIES as ALL_SEVERITIES
from portal.domain.tickets.rules import State
from portal.showing.ticket_words import SEVERITIES, STATES
from portal.web.admission import actor


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

    states: list[dict[str, object]]
    others: list[dict[str, object]]


def above(filters: Filters, counts: Counts) -> Markup:
    """What stands above the rows, drawn once for each choice and language, and again when a count changes (P44)."""
    path = f"{request.script_root}{request.path}"
    return _above(filters, counts, path, str(get_locale()), staff=actor().is_staff)


@lru_cache(maxsize=500)
def _above(filters: Filters, counts: Counts, path: str, locale: str, *, staff: bool) -> Markup:  # noqa: ARG001
    template = current_app.jinja_env.get_template("tickets/_above.html")
    links = _links(filters, path, staff=staff)
    return Markup(template.render(filters=filters, counts=counts, links=links, staff=staff))  # noqa: S704


def _links(filters: Filters, path: str, *, staff: bool) -> Links:
    def link(label: str, *, current: bool, **instead: object) -> dict[str, object]:
        return {"label": label, "href": _address(filters, path, **instead), "current": current}

    def toggle(label: str, name: str, value: object) -> dict[str, object]:
        """The current one leads back."""
        current = getattr(filters, name) == value
        return link(label, current=current, **{name: "" if current else value})

    states = [(ALL_OPEN, _("All open")), *((state, _(word)) for state, word in STATES.items()), (ALL, _("All"))]
    whose = [(MINE, _("Mine")), (NOBODYS, _("Nobody's"))] if staff else []
    others = [toggle(_(word), "severity", severity) for severity, word in SEVERITIES.items()]
    others += [toggle(word, "whose", one) for one, word in whose]
    return Links([link(word, current=filters.state == state, state=state) for state, word in states], others)


def _address(filters: Filters, path: str, **instead: object) -> str:
    asked = {"state": filters.state, "severity": filters.severity, "whose": filters.whose, "q": filters.text} | instead
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{path}?{query}" if query else path


def further_address(filters: Filters, mark: str) -> str | None:
    """Where the next page begins."""
    return _address(filters, f"{request.script_root}{request.path}", after=mark) if mark else None
