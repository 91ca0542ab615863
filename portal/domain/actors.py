"""Who acts: a person, the worker, a screen, or nobody known yet. Given to every operation as `by`."""

from dataclasses import dataclass, field
from datetime import datetime

from portal.domain.rights import Right, Role, rights_of


@dataclass(frozen=True, slots=True)
class Actor:
    """A doer, with what they may do and where they sit. Plain values: it outlives the transaction it was read in."""

    person_id: int | None
    name: str
    roles: frozenset[Role] = frozenset()
    organisation_id: int | None = None
    email: str = ""
    locale: str = "en"
    zone: str = "America/New_York"
    sees_whole_organisation: bool = False
    withheld: frozenset[int] = frozenset()  # organisations whose tickets are kept from somebody on staff
    sign_in_id: int | None = None
    seen_at: datetime | None = None  # when this sign-in was last noted as used
    address: str | None = None
    request_id: str | None = None
    device_id: int | None = None  # the shared tablet that somebody holds, signed in or not (P4)
    device: str = ""  # its name
    display_id: int | None = None  # a screen that holds this link; no person then (P1)
    rights: frozenset[Right] = field(default=frozenset())

    def __post_init__(self) -> None:
        """Rights follow from roles; nobody hands them in."""
        object.__setattr__(self, "rights", rights_of(self.roles))

    def may(self, right: Right) -> bool:
        """True when one of the roles gives the right."""
        return right in self.rights

    @property
    def is_known(self) -> bool:
        """Somebody is signed in."""
        return self.person_id is not None

    @property
    def is_display(self) -> bool:
        """A screen, by its link."""
        return self.display_id is not None

    @property
    def is_staff(self) -> bool:
        """Works here, as against for a customer; a screen doesn't."""
        return self.organisation_id is None and bool(self.roles) and not self.is_display


NOBODY = Actor(person_id=None, name="")
SYSTEM = Actor(person_id=None, name="Deskbell", roles=frozenset({Role.SYSTEM}))
