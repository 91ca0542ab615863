"""Passwords: argon2id, and the same time for accounts that exist and those that don't (P3).

Checking or hashing one takes about 30 ms. That happens before the writing transaction (`beforehand` in web/admission),
so that nobody waits for SQLite's one write lock meanwhile; what comes out of it, a Proof or a NewPassword, is given to
the operation.
"""

from dataclasses import dataclass

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from portal.domain.people import rules
from portal.domain.people.models import Person
from portal.domain.people.refusals import PasswordTooClose, PasswordTooCommon, PasswordTooShort

_ARGON2 = Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_HASHING = PasswordHash((_ARGON2,))
# Nobody's: checked in place of one that isn't there, so that an unknown account takes as long as a known one.
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$Zxetys02c/tVfNYxXYS30w$6vudoX60CwvP8fdpqV4+dMRrhZMy9W6JF0jg9klf/r8"


@dataclass(frozen=True, slots=True)
class Proof:
    """What came out of checking a password against an account, known or not."""

    email: str  # as stored: lower case
    person_id: int | None
    checked_hash: str | None  # still valid only if the account holds the same one
    renewed_hash: str | None  # when the old one was made with weaker parameters
    matches: bool

    def holds_for(self, person: Person | None) -> bool:
        """The password was right, and neither account nor password changed since it was checked."""
        return (
            self.matches
            and person is not None
            and person.is_active
            and person.id == self.person_id
            and person.password_hash == self.checked_hash
        )


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password that keeps the rules, hashed. Make it with new_password()."""

    hash: str


def hash_password(password: str) -> str:
    """The hash to store. Takes about 30 ms. The rules for passwords are not asked."""
    return _HASHING.hash(password)


def hash_with(salt: bytes, secret: bytes) -> str:
    """The one hash that comes of both, as slow as a password's: for secrets that are looked for by it (pins.py)."""
    return _ARGON2.hash(secret, salt=salt)


def new_password(password: str, *, name: str, email: str) -> NewPassword:
    """Check the rules, then hash. Takes about 30 ms. Refused: PasswordTooShort, PasswordTooCommon, PasswordTooClose."""
    if not rules.is_long_enough(password):
        raise PasswordTooShort(least=rules.LEAST_CHARACTERS, most=rules.MOST_CHARACTERS)
    if rules.is_common(password):
        raise PasswordTooCommon
    if rules.is_too_close(password, name, email):
        raise PasswordTooClose
    return NewPassword(hash_password(password))


def prove(password: str, email: str, person: Person | None) -> Proof:
    """Check a password. Takes about 30 ms, whether there is such a person or not."""
    stored = person.password_hash if person else None
    matches, renewed = _HASHING.verify_and_update(password[: rules.MOST_CHARACTERS], stored or NOBODYS)
    return Proof(
        email=email.strip().lower(),
        person_id=person.id if person else None,
        checked_hash=stored,
        renewed_hash=renewed,
        matches=matches and stored is not None,
    )
