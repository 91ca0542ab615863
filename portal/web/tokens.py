"""The CSRF token of this session's forms, signed once: signing it anew costs each page as much as a query (P44)."""

from functools import lru_cache

from flask import session
from flask_wtf.csrf import generate_csrf


def csrf_token() -> str:
    """For forms and for htmx's header."""
    raw = session.get("csrf_token")
    return _signed(raw) if raw else generate_csrf()


@lru_cache(maxsize=2_000)
def _signed(raw: str) -> str:  # noqa: ARG001 - the session's, of which there is one each
    return generate_csrf()
