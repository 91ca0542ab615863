"""Who said something, in a form that their tablet can keep while nobody is signed in (VE19).

A page gives its reader a signed token. With what was said it comes back through whoever is signed in by then, and the
name stays that of who said it. It is worth nothing else: no right, no sign-in.
"""

from functools import lru_cache

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from portal.clock import now
from portal.domain.actors import Actor
from portal.domain.checklists.queries import author_numbered
from portal.domain.checklists.rules import EARLIEST


def author_token(actor: Actor) -> str:
    """For the page of who reads it."""
    return _signer(str(current_app.secret_key)).dumps(actor.person_id)


def author_of(token: str, reader: Actor) -> Actor | None:
    """Who said it; None when the token is none, too old, or its person has left (VE51)."""
    try:
        person_id = _signer(str(current_app.secret_key)).loads(token, max_age=int(EARLIEST.total_seconds()))
    except BadSignature:
        return None
    if person_id == reader.person_id:
        return reader
    return author_numbered(person_id, at=now()) if isinstance(person_id, int) else None


@lru_cache(maxsize=4)
def _signer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="who says something in a checklist")
