"""What was read a moment ago and still counts, so that a page that is opened often asks for it once (P44, Q9).

For 0.8 s, in this process, and no longer than until this process writes anything: who has just changed something here
sees it. They may be sent on to another process, so who comes from a change, with its notice still to be read or with
?now=1, is always answered from the database. What another process wrote for somebody else is seen 0.8 s later.
"""

import time
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar, cast

from flask import Flask, current_app, request, session

from portal.db import writes_seen

T = TypeVar("T")
COUNTS_FOR = 0.8  # seconds; with a poll each second a change is seen after 1.8 s at most
MOST = 2_000  # of what is kept, in each process


class Known(NamedTuple):
    """What was read, and when."""

    value: object
    read_at: float  # monotonic seconds
    writes: int  # of this process, when the reading began


def lately(key: Hashable, read: Callable[[], T]) -> T:
    """As it was read a moment ago, or read now. Plain values only: they outlive the transaction."""
    kept: dict[Hashable, Known] = current_app.extensions["lately"]
    known = kept.get(key)
    if known is not None and still_counts(known.read_at, known.writes):
        return cast("T", known.value)
    moment, value, writes = time.monotonic(), read(), writes_seen()
    if writes is not None:
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = Known(value, moment, writes)
    return value


def last_known(key: Hashable) -> Any:
    """What was read last, however long ago; None: nothing."""
    known = current_app.extensions["lately"].get(key)
    return None if known is None else known.value


def still_counts(read_at: float, writes: int | None) -> bool:
    """What was read then, when this process had written so often, needs no second look by this reader."""
    seen = writes_seen()
    if seen is None or writes is None or writes < seen or "_flashes" in session or "now" in request.args:
        return False
    return time.monotonic() - read_at < COUNTS_FOR


def init_lately(app: Flask) -> None:
    """One store in each process."""
    app.extensions["lately"] = {}
