"""PINs: argon2id, with a pepper that comes of the portal's secret key (P4, vip-rules.md 4.1).

A PIN is short. Who has the database alone can do nothing with a hash, because the pepper isn't in it; who tries PINs on
a tablet is stopped by locks. The salt is the house's own, made of the pepper: so equal PINs have equal hashes, and the
database keeps each PIN to one person without anything being kept that is faster to guess than the hash.

A refusal must not tell that somebody has the PIN. So a part of all PINs, which part nobody can know without the pepper,
is refused by lot, in the same sentence as those that are taken and those that are easily guessed.

Hashing takes about 30 ms and happens before the writing transaction, as with passwords. Another secret key is another
pepper: all choose new PINs then.
"""

import hmac
from dataclasses import dataclass

from portal.domain.people.models import PersonPin
from portal.domain.people.passwords import hash_with
from portal.domain.people.pin_rules import LEAST_DIGITS, MOST_DIGITS, is_easy, is_of_digits
from portal.domain.people.refusals import PinWrongLength

ONE_IN = 16  # is refused by lot


@dataclass(frozen=True, slots=True)
class NewPin:
    """A PIN as somebody wants it, hashed. Make it with new_pin()."""

    hash: str
    is_refused: bool  # too easily guessed, or by lot


@dataclass(frozen=True, slots=True)
class PinProof:
    """A PIN that somebody typed for a person, hashed."""

    person_id: int
    hash: str

    def holds_for(self, pin: PersonPin | None) -> bool:
        """It is this person's."""
        return pin is not None and pin.person_id == self.person_id and hmac.compare_digest(pin.hash, self.hash)


def pepper_of(secret: str) -> bytes:
    """What comes of the portal's secret key for PINs alone."""
    return hmac.digest(secret.encode(), b"pepper of PINs", "sha256")


def hash_pin(pin: str, pepper: bytes) -> str:
    """The hash to store or to compare. Takes about 30 ms."""
    peppered = hmac.digest(pepper, b"pin " + pin.encode(), "sha256")
    return hash_with(hmac.digest(pepper, b"salt", "sha256")[:16], peppered)


def new_pin(pin: str, pepper: bytes, *, phone: str = "") -> NewPin:
    """Look at the rules, and hash. About 30 ms, whether it is refused or not. Refused at once: PinWrongLength."""
    if not is_of_digits(pin):
        raise PinWrongLength(least=LEAST_DIGITS, most=MOST_DIGITS)
    return NewPin(hash_pin(pin, pepper), is_refused=is_easy(pin, phone) or is_refused_by_lot(pin, pepper))


def is_refused_by_lot(pin: str, pepper: bytes) -> bool:
    """One in sixteen, always the same ones in one house."""
    return hmac.digest(pepper, b"lot " + pin.encode(), "sha256")[0] % ONE_IN == 0


def prove_pin(pin: str, person_id: int, pepper: bytes) -> PinProof:
    """What was typed, to be compared. Takes about 30 ms, whoever it is for and whatever it is."""
    return PinProof(person_id, hash_pin(pin[: MOST_DIGITS + 1], pepper))
