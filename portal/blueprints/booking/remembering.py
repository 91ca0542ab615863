"""What this browser has kept and booked, in its signed cookie: nobody else's browser knows.

The links of an appointment are kept as hashes only, so the page that shows one can't name its other links, unless this
browser was given them when it booked (A1).
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from flask import current_app, session

from portal.domain.appointments.links import Keys
from portal.domain.appointments.words import Purpose
from portal.domain.booking.operations import Held

PLACE = "booking"
MOST = 3  # appointments whose links are kept here; a cookie is small
WITH = (Purpose.SEE, Purpose.MOVE, Purpose.CANCEL, Purpose.CHECK_IN)


def visitor() -> str:
    """The mark that held times are counted by: of the browser, not of the address, which an office shares (BE14)."""
    known = session.get(PLACE, {}).get("visitor")
    return str(known or _own().setdefault("visitor", secrets.token_hex(16)))


def keep_hold(held: Held, service_id: int) -> None:
    """The time that this browser holds; one at a time."""
    start, until = (moment.isoformat() for moment in (held.hold.start_at, held.hold.expires_at))
    _own()["hold"] = {"token": held.token, "service": service_id, "start": start, "until": until}


def held_token() -> str | None:
    """Of whatever is held here."""
    hold = session.get(PLACE, {}).get("hold")
    return hold["token"] if hold else None


def hold_on(service_id: int, start_at: datetime, at: datetime) -> tuple[str, datetime | None]:
    """The token for this time and until when it is kept; ("", None) when it isn't, or no longer."""
    hold = session.get(PLACE, {}).get("hold")
    if not hold or hold["service"] != service_id or hold["start"] != start_at.astimezone(UTC).isoformat():
        return "", None
    until = datetime.fromisoformat(hold["until"])
    return (hold["token"], until) if until > at else ("", None)


def keys_of(form_key: str) -> Keys:
    """The tokens that follow from a form's: the form sent twice leads to the same page (BE9)."""
    return {purpose: _token(f"{form_key} {purpose}") for purpose in Purpose}


def keep_keys(keys: Keys) -> None:
    """This browser has booked, or moved, it: its page may name all its links. Nothing is held any more."""
    own = _own()
    own.pop("hold", None)
    own["links"] = [*own.get("links", []), [keys[purpose] for purpose in WITH]][-MOST:]


def other_links(see: str) -> Mapping[Purpose, str]:
    """The links to move, cancel and check in, beside this one to see; none in a browser that wasn't given them."""
    for links in session.get(PLACE, {}).get("links", []):
        if hmac.compare_digest(links[0], see):
            return dict(zip(WITH, links, strict=False))  # a cookie of an older version has fewer
    return {}


def _token(words: str) -> str:
    """256 bits that follow from the words and the portal's secret."""
    mark = hmac.new(str(current_app.secret_key).encode(), f"appointment {words}".encode(), sha256)
    return urlsafe_b64encode(mark.digest()).decode().rstrip("=")


def _own() -> dict[str, Any]:
    own: dict[str, Any] = session.setdefault(PLACE, {})
    session.modified = True
    return own
