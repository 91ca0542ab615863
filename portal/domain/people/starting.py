"""Parts of several operations: a sign-in begins, sign-ins end, a link is made."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.house.queries import house
from portal.domain.people.models import AccessLink, Person, SignIn
from portal.domain.people.pin_rules import LOCKS_LATER, SHIFT_LASTS
from portal.domain.people.queries import actor_for, hashed, roles_of
from portal.domain.people.sights import withheld_from

LONGEST_BROWSER = 200  # characters kept of what the browser calls itself


def start_sign_in(person: Person, *, browser: str, by: Actor, at: datetime) -> tuple[str, Actor]:
    """A new sign-in: its token, which is stored nowhere but in the cookie, and the person as an actor.

    On a shared tablet, which `by` holds, it lasts for a shift at most and locks when nobody touches it (P4).
    """
    if by.device_id:
        end_sign_ins(SignIn.device_id == by.device_id, at=at)
    token = secrets.token_urlsafe(32)
    lasts = SHIFT_LASTS if by.device_id else timedelta(days=house().sign_in_days)
    row = SignIn(
        person_id=person.id,
        token_hash=hashed(token),
        started_at=at,
        seen_at=at,
        expires_at=at + lasts,
        address=by.address or "",
        browser=browser[:LONGEST_BROWSER],
        device_id=by.device_id,
        locks_at=locks_at(at) if by.device_id else None,
    )
    session().add(row)
    session().flush()  # the actor names it
    actor = actor_for(
        person,
        roles_of(person.id),
        withheld=withheld_from({person.id})[person.id],
        sign_in_id=row.id,
        seen_at=at,
        device_id=by.device_id,
        device=by.device,
        address=by.address,
        request_id=by.request_id,
    )
    record(actor, "person.signed_in", person, at=at, sign_in=row.id, **({"device": by.device} if by.device else {}))
    return token, actor


def locks_at(touched_at: datetime) -> datetime:
    """When a shared tablet locks that was last touched then. Its page does so sooner, and keeps what is typed."""
    return touched_at + timedelta(minutes=house().tablet_locks_after) + LOCKS_LATER


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
