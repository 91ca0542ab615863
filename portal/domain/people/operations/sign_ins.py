"""Signing in and out (P3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.errors import NotThere
from portal.domain.house.queries import house
from portal.domain.people import attempts
from portal.domain.people.models import Device, Person, SignIn, SignInAttempt
from portal.domain.people.passwords import Proof
from portal.domain.people.pin_rules import TOUCHED_EVERY
from portal.domain.people.queries import person_by_email
from portal.domain.people.rules import ATTEMPTS_KEPT, SEEN_EVERY
from portal.domain.people.starting import end_sign_ins, locks_at, start_sign_in
from portal.domain.rights import Right, needs, open_to_all


@dataclass(frozen=True, slots=True)
class Started:
    """A sign-in that has begun: the token for the cookie, and whom it stands for."""

    token: str
    actor: Actor


@open_to_all
def sign_in(proof: Proof, *, browser: str, by: Actor, at: datetime) -> Started | None:
    """Begin a sign-in of the account whose password was proved; None, and one failure counted, when it wasn't.

    Unknown, deactivated and mistyped are one answer. Refused: TooFast. `by` is the visitor, for the address; a sign-in
    that this browser already had ends.
    """
    one_at_a_time(f"sign-in of {proof.email}")
    attempts.refuse_too_many("sign_in", proof.email, by.address, at=at)
    person = person_by_email(proof.email)
    if person is None or not proof.holds_for(person):
        attempts.note("sign_in", proof.email, by.address, at=at)
        return None
    attempts.forget("sign_in", proof.email)
    if proof.renewed_hash:
        person.password_hash = proof.renewed_hash
    if by.sign_in_id:
        end_sign_ins(SignIn.id == by.sign_in_id, at=at)
    return Started(*start_sign_in(person, browser=browser, by=by, at=at))


@needs(Right.ACCOUNT_OWN)
def sign_out(*, by: Actor, at: datetime) -> None:
    """End the sign-in that is used right now."""
    if end_sign_ins(SignIn.id == by.sign_in_id, at=at):
        record(by, "person.signed_out", session().get_one(Person, by.person_id), at=at, sign_in=by.sign_in_id)


@needs(Right.ACCOUNT_OWN)
def end_sign_in(sign_in_id: int, *, by: Actor, at: datetime) -> None:
    """End one of one's own sign-ins, on whichever device. Refused: NotThere, for others' and for ended ones."""
    if not end_sign_ins(SignIn.id == sign_in_id, SignIn.person_id == by.person_id, at=at):
        raise NotThere
    record(by, "person.signed_out", session().get_one(Person, by.person_id), at=at, sign_in=sign_in_id)


@needs(Right.ACCOUNT_OWN)
def note_seen(*, by: Actor, at: datetime) -> None:
    """Note that the sign-in is in use; written at most every ten minutes, and never by a GET.

    On a shared tablet every 20 seconds: it locks so long after it was last touched (P4).
    """
    if by.device_id:
        _note_touched(by, at)
    elif by.sign_in_id and (by.seen_at is None or at - by.seen_at >= SEEN_EVERY):
        session().execute(update(SignIn).where(SignIn.id == by.sign_in_id).values(seen_at=at))


def _note_touched(by: Actor, at: datetime) -> None:
    if by.seen_at is None or at - by.seen_at >= TOUCHED_EVERY:
        session().execute(update(SignIn).where(SignIn.id == by.sign_in_id).values(seen_at=at, locks_at=locks_at(at)))
        session().execute(update(Device).where(Device.id == by.device_id).values(seen_at=at))


@needs(Right.WORK_BY_ITSELF)
def forget_old_attempts(*, by: Actor, at: datetime) -> bool:  # noqa: ARG001 - every operation names its doer
    """Delete attempts that no limit looks at any more. False: there is never more to do at once."""
    session().execute(delete(SignInAttempt).where(SignInAttempt.at < at - ATTEMPTS_KEPT))
    return False


@needs(Right.WORK_BY_ITSELF)
def forget_old_sign_ins(*, by: Actor, at: datetime) -> bool:  # noqa: ARG001 - every operation names its doer
    """Delete sign-ins, with their addresses, that ended longer ago than is kept (P24). False: all at once."""
    last = at - timedelta(days=house().sign_ins_kept_days)
    session().execute(delete(SignIn).where(or_(SignIn.ended_at < last, SignIn.expires_at < last)))
    return False
