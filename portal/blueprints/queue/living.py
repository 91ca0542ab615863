"""The living part of the queue: counts and rows, the same bytes for all who look at the same view.

Nothing in here may depend on the reader but language, zone, what they may see and, where they chose "mine", who they
are: no token, no name. Buttons in rows belong to the form `queue-act` outside (form="queue-act" formaction="...").
Each row says in data-v what it shows without the ticking words: of two with the same data-v neither is news.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from markupsafe import Markup

from portal.blueprints.queue.choosing import address_of, query_of
from portal.blueprints.queue.rows import drawn_promises
from portal.domain.promises.queries import Tally, Wanted, promises_of, tally_of
from portal.web.admission import actor


@dataclass(frozen=True, slots=True)
class Living:
    """Ready to be shown by queue/_live.html."""

    href: str  # where it is asked for again
    tally: Tally
    rows: Markup
    further: str | None  # the address of what comes after


def living(wanted: Wanted, after: str, at: datetime) -> Living:
    """What this reader sees of it now."""
    listing = promises_of(actor(), wanted, at=at, after=after)
    return Living(
        href=url_for("queue.live.show") + query_of(wanted, after=after),
        tally=tally_of(actor(), wanted, at=at),
        rows=drawn_promises(listing.rows, query_of(wanted, after=after), at),
        further=address_of(wanted, after=listing.further) if listing.further else None,
    )
