"""Parts of several operations: a sign-in begins, sign-ins end, a link is made."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.house.queries import house
from portal.domain.people.models import AccessLink, Person, SignIn
from portal.domain.people.queries import actor_for, hashed, roles_of
from portal.domain.people.sights import withheld_from

LONGEST_BROWSER = 200  # characters kept of what the browser calls itself


def start_sign_in(person: Person, *, browser: str, by: Actor, at: datetime) -> tuple[str, Actor]:
    """A new sign-in: its token, which is stored nowhere but in the cookie, and the person as an actor."""
    token = secrets.token_urlsafe(32)
    row = SignIn(
        person_id=person.id,
        token_hash=hashed(token),
        started_at=at,
        seen_at=at,
        expires_at=at + timedelta(days=house().sign_in_days),
        address=by.address or "",
        browser=browser[:LONGEST_BROWSER],
    )
    session().add(row)
    session().flush()  # the actor names it
    actor = actor_for(
        person,
        roles_of(person.id),
        withheld=withheld_from({person.id})[person.id],
        sign_in_id=row.id,
        seen_at=at,
        address=by.address,
        request_id=by.request_id,
    )
    record(actor, "person.signed_in", person, at=at, sign_in=row.id)
    return token, actor


def end_sign_ins(*which: ColumnElement[bool], at: datetime) -> int:
    """End those that are still open; how many there were."""
    ended = session().execute(update(SignIn).where(*which, SignIn.ended_at.is_(None)).values(ended_at=at))
    return int(ended.rowcount)  # type: ignore[attr-defined]


def make_link(person: Person, kind: str, *, lasts: timedelta, at: datetime) -> str:
    """A single-use link of `kind` ("invitation" or "reset"): its path. The token in it is stored as a hash only."""
    token = secrets.token_urlsafe(32)
    session().add(
        AccessLink(person_id=person.id, kind=kind, token_hash=hashed(token), created_at=at, expires_at=at + lasts)
    )
    return f"/{'invitations' if kind == 'invitation' else 'password-resets'}/{token}"
