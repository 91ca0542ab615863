"""The choices above the queue, each with the number that one gets by choosing it (Q4). The present one leads back."""

from flask_babel import gettext as _

from portal.blueprints.queue.choosing import MINE, NOBODYS, OPEN_STATES, address_of
from portal.blueprints.queue.kinds import TABS
from portal.domain.errors import N_
from portal.domain.promises.queries import DESKS, Tally, Wanted, known_by
from portal.domain.promises.wanted import EVERYTHING
from portal.showing.ticket_words import SEVERITIES, STATES

Choice = dict[str, object]


def tabs(wanted: Wanted, tally: Tally) -> list[Choice]:
    """The desks that are there and know the choices made."""
    kinds = [EVERYTHING, *(desk.kind for desk in DESKS)]
    return [
        {
            "label": _(TABS[kind]),
            "href": address_of(wanted, kind=kind),
            "current": wanted.kind == kind,
            "count": tally.kinds.get(kind, 0),
        }
        for kind in kinds
        if kind in tally.kinds or kind == wanted.kind
    ]


def facets(wanted: Wanted, tally: Tally) -> list[Choice]:
    """Late, whose, severity, state. What the desk doesn't know, or nobody would find anything by, isn't offered."""
    filters, known = wanted.filters, known_by(wanted, tally.kinds)

    def toggle(label: str, name: str, value: object, *, current: bool, count: int | None) -> Choice:
        return {
            "label": _(label),
            "href": address_of(wanted, **{name: "" if current else value}),
            "current": current,
            "count": count,
            "is_known": name in known,
        }

    found = [
        toggle(N_("Late"), "breached", "1", current=wanted.breached, count=tally.late),
        toggle(N_("Mine"), "whose", MINE, current=filters.whose == MINE, count=None),
        toggle(N_("Unassigned"), "whose", NOBODYS, current=filters.whose == NOBODYS, count=_nobodys(wanted, tally)),
    ]
    found += [
        toggle(word, "severity", severity, current=filters.severity == severity, count=tally.of_severity(severity))
        for severity, word in SEVERITIES.items()
    ]
    found += [
        toggle(STATES[state], "state", state, current=filters.state == state, count=tally.in_state(state))
        for state in OPEN_STATES
    ]
    return [choice for choice in found if (choice["count"] != 0 and choice["is_known"]) or choice["current"]]


def _nobodys(wanted: Wanted, tally: Tally) -> int | None:
    """Not counted where the choice of somebody has left them out."""
    filters = wanted.filters
    return None if filters.whose or filters.assignee is not None or wanted.breached else tally.nobodys
