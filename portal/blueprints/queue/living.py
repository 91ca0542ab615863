"""The living part of the queue: counts and rows, the same bytes for all who look at the same view.

Nothing in here may depend on the reader but language, zone, what they may see and, where they chose "mine", who they
are: no token, no name. Buttons in rows belong to the form `queue-act` outside (form="queue-act" formaction="...").
Each row says in data-v what it shows without the ticking words: of two with the same data-v neither is news.
"""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from flask import render_template, request, url_for
from flask_babel import get_locale
from markupsafe import Markup

from portal.blueprints.queue.choosing import address_of, query_of
from portal.blueprints.queue.facets import facets, tabs
from portal.blueprints.queue.rows import drawn_promises
from portal.clock import now
from portal.domain.actors import Actor
from portal.domain.departments.queries import departments_for
from portal.domain.departments.words import Department
from portal.domain.promises.queries import PAGE, Listing, Tally, Wanted, promises_of, tally_of
from portal.domain.rights import Right
from portal.domain.tickets.listing import MINE
from portal.showing.patterns import Pattern, hole, pattern_of
from portal.web.admission import actor
from portal.web.lately import lately
from portal.web.live import Key, Look, reading_of


def key_of(wanted: Wanted, after: str) -> Key:
    """What makes it another view than others, beside language, zone and sight."""
    who = actor()
    return "queue", wanted, after, who.person_id if wanted.filters.whose == MINE else None, _departments(who)


def _departments(who: Actor) -> tuple[Department, ...]:
    """Whose tasks this reader sees; read a moment ago, or now. Nobody's for most, which costs nothing."""
    if not who.may(Right.TASK_WORK):
        return ()
    return lately(("departments", who.person_id), lambda: tuple(sorted(departments_for(who))))


def looker(wanted: Wanted, after: str) -> Callable[[], Look]:
    """How it is looked at."""

    def look() -> Look:
        reading = reading_of(key_of(wanted, after), read)
        at, tally, listing = reading.value
        rows = drawn_promises(listing.rows, query_of(wanted, after=after), at)

        def draw(signature: str) -> str:
            reader = str(get_locale()), request.script_root
            around = _around(wanted, after, listing.further, *reader, has_rows=bool(rows.marks))
            return around.around(signature, _head(tally, *reader), rows.drawn)

        return Look((rows.marks, tally.numbers, listing.further), draw, reading)

    def read() -> tuple[datetime, Tally, Listing]:
        at = now()
        tally = tally_of(actor(), wanted, at=at)
        return at, tally, promises_of(actor(), wanted, at=at, after=after, tally=tally)

    return look


PARTS = ("signature", "head", "rows")


@lru_cache(maxsize=500)
def _around(
    wanted: Wanted,
    after: str,
    further: str,
    locale: str,  # noqa: ARG001 - a part of the key
    root: str,  # noqa: ARG001
    *,
    has_rows: bool,
) -> Pattern:
    """What stands around the parts, drawn once for the same choices."""
    drawn = render_template(
        "queue/_live.html",
        signature=hole("signature"),
        head=hole("head"),
        rows=hole("rows") if has_rows else "",
        href=url_for("queue.live.show") + query_of(wanted, after=after),
        text=wanted.filters.text,
        cleared=address_of(wanted, q=""),
        further=address_of(wanted, after=further) if further else None,
        first=address_of(wanted) if after else None,
        most=PAGE,
    )
    return pattern_of(drawn, PARTS)


@lru_cache(maxsize=200)
def _head(tally: Tally, locale: str, root: str) -> Markup:  # noqa: ARG001 - parts of the key
    """Counts and choices, drawn once for the same numbers."""
    wanted = tally.wanted
    drawn = render_template("queue/_head.html", tally=tally, tabs=tabs(wanted, tally), facets=facets(wanted, tally))
    return Markup(drawn)  # noqa: S704 - a template made it
