"""Every HX- header, in and out, is named here and nowhere else: version 4 of htmx renames them, in one file."""

import json
from urllib.parse import SplitResult, urlsplit

from flask import Response, request

VARY = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")
REFUSAL = "#refusal"
PARTS_THAT_REFUSE = {"queue-panel"}  # ids; in each stands an element "refusal-<id>"


def wants_fragment() -> bool:
    """Htmx asks for a part. A boosted link and a restored history entry are whole pages."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def is_htmx() -> bool:
    """Asked by htmx, for whatever."""
    return bool(request.htmx)  # type: ignore[attr-defined]


def send_to(url: str) -> Response:
    """An empty answer that makes htmx load another page. (It reads no headers on a 3xx.)"""
    response = Response("", 200)
    response.headers["HX-Redirect"] = url
    return response


def with_notice(response: Response, notice: str) -> Response:
    """Let the page show a toast."""
    response.headers["HX-Trigger"] = json.dumps({"notice": notice})  # ASCII: headers are
    return response


def into(response: Response, target: str) -> Response:
    """Swap the answer into another place than was asked for, and bring it into sight."""
    response.headers["HX-Retarget"] = target
    response.headers["HX-Reswap"] = f"innerHTML show:{'window' if target == REFUSAL else target}:top"
    return response


def place_of_refusal() -> str:
    """Where a refusal is read: in the part that was worked in, when it has a place for it, else on top of the page."""
    part = request.headers.get("HX-Target", "")
    return f"{REFUSAL}-{part}" if part in PARTS_THAT_REFUSE else REFUSAL


def vary(response: Response) -> Response:
    """A fragment must never be taken from a cache as the page."""
    response.vary.update(VARY)
    return response


def parts_of(address: str) -> SplitResult:
    """The parts of an address that a browser, or whoever, sent; empty when it can't be one."""
    try:
        return urlsplit(address)
    except ValueError:  # http://[
        return urlsplit("")


def current_path() -> str:
    """The path of the page from which htmx asks; "" when unknown."""
    parts = parts_of(request.headers.get("HX-Current-URL", ""))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
