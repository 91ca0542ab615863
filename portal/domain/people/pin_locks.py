"""Counting wrong PINs: of each person, wherever they are tried, and of each tablet, whoever they are for."""

from datetime import datetime

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.people import attempts
from portal.domain.people.models import Person, PersonPin
from portal.domain.people.pin_rules import is_shut, locked_until
from portal.domain.people.pins import PinProof
from portal.domain.people.refusals import PinLocked, PinShut
from portal.domain.people.rules import minutes_until


def refuse_locked(person_id: int, *, by: Actor, at: datetime) -> None:
    """Before a PIN is even looked at. Refused: PinLocked, PinShut, TooFast."""
    attempts.refuse_too_many("pin", _counted(person_id), _tablet(by), at=at)
    pin = session().get(PersonPin, person_id)
    if pin is None or pin.locked_until is None:
        return
    if is_shut(pin.failures):
        raise PinShut
    if pin.locked_until > at:
        raise PinLocked(minutes=minutes_until(pin.locked_until, at))


def is_right(proof: PinProof, *, by: Actor, at: datetime) -> bool:
    """Whether it is the PIN of somebody active; a wrong one is counted, a right one begins the count anew.

    Refused: PinLocked, PinShut, TooFast.
    """
    one_at_a_time(f"PIN of {proof.person_id}")
    refuse_locked(proof.person_id, by=by, at=at)
    pin, person = session().get(PersonPin, proof.person_id), session().get(Person, proof.person_id)
    if pin is not None and proof.holds_for(pin) and person is not None and person.is_active:
        begin_anew(pin)
        return True
    attempts.note("pin", _counted(proof.person_id), _tablet(by), at=at)
    if pin is not None and person is not None:
        _count(pin, person, by=by, at=at)
    return False


def begin_anew(pin: PersonPin) -> None:
    """None was wrong. Those of the tablet with other people stay counted."""
    pin.failures, pin.locked_until = 0, None
    attempts.forget("pin", _counted(pin.person_id))


def _count(pin: PersonPin, person: Person, *, by: Actor, at: datetime) -> None:
    pin.failures += 1
    pin.locked_until = locked_until(pin.failures, at)
    if pin.locked_until is not None:
        record(by, "person.pin_locked", person, at=at, failures=pin.failures, device=by.device)


def _counted(person_id: int) -> str:
    return f"PIN of {person_id}"


def _tablet(by: Actor) -> str:
    return f"tablet {by.device_id}"
