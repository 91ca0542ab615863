"""Where the waiting list plugs in: offered wherever nothing fits (A5, A6)."""

from datetime import datetime

from flask import url_for

from portal.web.layout import reachable

FORM = "waiting.entries.new"


def waiting_address(slug: str, wanted_at: datetime | None = None) -> str:
    """The form to be put on the waiting list; "" while there is none."""
    first = slug.split("+", maxsplit=1)[0]  # who waits, waits for one thing
    return url_for(FORM, service=first, on=wanted_at and f"{wanted_at:%Y-%m-%d}") if reachable(FORM) else ""
