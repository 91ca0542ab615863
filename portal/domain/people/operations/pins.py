"""Choosing a PIN, switching on a shared tablet with it, and unlocking it (P4)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.people import attempts
from portal.domain.people.models import Device, Person, PersonPin, SignIn
from portal.domain.people.operations.sign_ins import Started
from portal.domain.people.passwords import Proof
from portal.domain.people.pin_locks import begin_anew, is_right
from portal.domain.people.pins import NewPin, PinProof
from portal.domain.people.refusals import DeviceNeeded
from portal.domain.people.starting import end_sign_ins, start_sign_in
from portal.domain.rights import Right, needs, open_to_all


class Choice(StrEnum):
    """What came of choosing a PIN."""

    TAKEN = "taken"  # it is theirs now
    UNPROVEN = "unproven"  # the present PIN, or the password, was wrong
    REFUSED = "refused"  # for which reason nobody is told


@open_to_all
def switch(proof: PinProof, *, browser: str, by: Actor, at: datetime) -> Started | None:
    """Sign the person in on this tablet, and out whoever was; None, and one failure counted, when the PIN is wrong.

    Wrong, of somebody else, of nobody and of somebody deactivated are one answer. `by` is whoever holds the tablet.
    Refused: DeviceNeeded, PinLocked, PinShut, TooFast.
    """
    device = session().get(Device, by.device_id) if by.device_id else None
    if device is None or device.revoked_at is not None:
        raise DeviceNeeded
    if not is_right(proof, by=by, at=at):
        return None
    device.seen_at = at
    return Started(*start_sign_in(session().get_one(Person, proof.person_id), browser=browser, by=by, at=at))


@needs(Right.ACCOUNT_OWN)
def set_pin(new: NewPin, present: PinProof | Proof, *, by: Actor, at: datetime) -> Choice:
    """Choose one's PIN, knowing the present one or one's password. One's sign-ins on other tablets end.

    What is wrong or refused is counted, so that nobody finds out by trying which PINs others have. Refused:
    DeviceNeeded for a customer's person, who has no use for it; PinLocked, PinShut, TooFast.
    """
    if not by.is_staff:
        raise DeviceNeeded
    person = session().get_one(Person, by.person_id)
    attempts.refuse_too_many("pin_choice", person.email, by.address, at=at)
    if not _is_proven(present, person, by=by, at=at):
        return Choice.UNPROVEN
    one_at_a_time("PINs")
    others = select(PersonPin.person_id).where(PersonPin.hash == new.hash, PersonPin.person_id != person.id)
    if session().scalar(others) is not None or new.is_refused:
        attempts.note("pin_choice", person.email, by.address, at=at)
        return Choice.REFUSED
    session().merge(PersonPin(person_id=person.id, hash=new.hash, set_at=at, failures=0, locked_until=None))
    elsewhere = (SignIn.device_id.is_not(None), SignIn.id != (by.sign_in_id or 0))
    end_sign_ins(SignIn.person_id == person.id, *elsewhere, at=at)
    record(by, "person.pin_set", person, at=at)
    return Choice.TAKEN


@needs(Right.PIN_UNLOCK)
def unlock_pin(person_id: int, *, by: Actor, at: datetime) -> None:
    """Its person may try again at once. Nothing happens when it wasn't locked, or there is none."""
    pin = session().get(PersonPin, person_id)
    if pin is not None and pin.locked_until is not None:
        begin_anew(pin)
        record(by, "person.pin_unlocked", session().get_one(Person, person_id), at=at)


@needs(Right.PERSON_CHANGE)
def take_pin(person: Person, *, by: Actor, at: datetime) -> None:
    """It opens nothing any more, from this moment (VE51); its person chooses another one."""
    taken = session().execute(delete(PersonPin).where(PersonPin.person_id == person.id))
    if taken.rowcount:  # type: ignore[attr-defined]
        record(by, "person.pin_taken", person, at=at)


def _is_proven(present: PinProof | Proof, person: Person, *, by: Actor, at: datetime) -> bool:
    """Their PIN, or their password, which is counted like a sign-in's."""
    if isinstance(present, PinProof):
        return present.person_id == person.id and is_right(present, by=by, at=at)
    one_at_a_time(f"sign-in of {person.email}")
    attempts.refuse_too_many("sign_in", person.email, by.address, at=at)
    if present.holds_for(person):
        attempts.forget("sign_in", person.email)
        return True
    attempts.note("sign_in", person.email, by.address, at=at)
    return False
