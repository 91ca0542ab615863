"""How often one address may do what no account counts: book, hold, try links of appointments (threats: enumeration).

The desk books for others and is not counted: its address is that of the customers who wait in the shop, too.
Counted in the memory of each web process, because a page that is only read writes nothing. The tokens of links have
256 bits and can't be guessed at any pace; this keeps the noise down, and a robot from taking all times of a day.
"""

from collections import deque
from datetime import datetime, timedelta

from flask import current_app, g

from portal.clock import now
from portal.domain.errors import TooFast
from portal.domain.people.rules import Limit, counted_address, free_again_at, minutes_until
from portal.domain.rights import Right

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
LIMITS = {
    "link": Limit(20, QUARTER),  # that open nothing
    "hold": Limit(10, timedelta(minutes=5)),  # for so long a time is kept; who comes after books without (BE14)
    "booking": Limit(20, HOUR),
    "hook": Limit(300, QUARTER),  # told by a telephone system, or by who pretends to be one
}
MOST = 20_000  # addresses remembered at once

Moments = dict[tuple[str, str], deque[datetime]]


def refuse_too_fast(kind: str) -> None:
    """Raises TooFast, with the minutes to wait, when this request's address has had its number."""
    if g.actor.may(Right.BOOKING_WORK):
        return
    then = free_again_at(list(_moments(kind)), LIMITS[kind])
    if then is not None and then > now():
        raise TooFast(minutes=minutes_until(then, now()))


def count(kind: str) -> None:
    """One more from this request's address."""
    if not g.actor.may(Right.BOOKING_WORK):
        _moments(kind).appendleft(now())


def _moments(kind: str) -> deque[datetime]:
    """Newest first."""
    kept: Moments = current_app.extensions.setdefault("pace", {})
    key = kind, counted_address(g.actor.address)
    if key not in kept:
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = deque(maxlen=LIMITS[kind].most)
    return kept[key]
