"""What the address asks for, and the addresses of other choices (Q4). Unknown values are as if they weren't said."""

from urllib.parse import urlencode

from flask import request, url_for

from portal.domain.promises.queries import Wanted
from portal.domain.promises.rules import Kind
from portal.domain.promises.wanted import EVERYTHING
from portal.domain.tickets.queries import Filters
from portal.domain.tickets.rules import SEVERITIES, State
from portal.web.ids import key

MINE, NOBODYS = "mine", "nobodys"
OPEN_STATES = [state for state in State if state != State.CLOSED]


def chosen() -> Wanted:
    """Of this request."""
    asked = request.args
    kind, state, whose = asked.get("kind", EVERYTHING), asked.get("state", ""), asked.get("whose", "")
    severity = asked.get("severity", type=int)
    return Wanted(
        kind=kind if kind in list(Kind) else EVERYTHING,
        filters=Filters(
            state=state if state in OPEN_STATES else "",
            severity=severity if severity in SEVERITIES else None,
            whose=whose if whose in (MINE, NOBODYS) else "",
            text=asked.get("q", "").strip()[:100],
            plan=asked.get("plan", type=key),
            organisation=asked.get("organisation", type=key),
            assignee=asked.get("assignee", type=key),
            area=asked.get("area", type=key),
        ),
        breached=asked.get("breached") == "1",
    )


def query_of(wanted: Wanted, **instead: object) -> str:
    """The choices as they stand in an address, those in `instead` otherwise; "" when nothing is chosen."""
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
    query = urlencode({name: value for name, value in asked.items() if value not in ("", None)})
    return f"?{query}" if query else ""


def address_of(wanted: Wanted, **instead: object) -> str:
    """The queue with these choices."""
    return url_for("queue.queue.index") + query_of(wanted, **instead)
