"""People, their roles, their sign-ins, and the links that let them, and screens, in (P1-P3, Q6)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model
from portal.domain.people.shared import Device, PersonPin
from portal.domain.rights import CUSTOMER_ROLES, STAFF_ROLES, Role

__all__ = [
    "AccessLink",
    "Device",
    "DisplayLink",
    "Person",
    "PersonPin",
    "PersonRole",
    "SignIn",
    "SignInAttempt",
    "WithheldSight",
]


def _one_of(column: str, *words: str) -> str:
    """The condition of a CHECK: the column holds one of these words."""
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


class Person(Model):
    """Somebody known here: on staff, or of one customer organisation."""

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_is_lower"),
        CheckConstraint(
            "erased_at IS NULL OR (deactivated_at IS NOT NULL AND password_hash IS NULL AND phone = '')",
            name="erased_is_gone",
        ),
        Index("ix_people_organisation", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[str] = mapped_column(default="")
    job_title: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str | None]  # None: invited, has not chosen one yet
    locale: Mapped[str] = mapped_column(default="en")  # "en" or "zh_Hans"
    zone: Mapped[str] = mapped_column(default="America/New_York")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))  # None: on staff
    sees_whole_organisation: Mapped[bool] = mapped_column(
        default=False
    )  # tickets of colleagues too; primary contacts always do
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]  # on request: another name stands here, for good (P24)
    roles: Mapped[list["PersonRole"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def is_active(self) -> bool:
        """May sign in."""
        return self.deactivated_at is None


class PersonRole(Model):
    """One role of one person."""

    __tablename__ = "person_roles"
    __table_args__ = (
        UniqueConstraint("person_id", "role", name="once_each"),
        CheckConstraint(
            _one_of("role", *(role for role in Role if role in STAFF_ROLES | CUSTOMER_ROLES)), name="known_role"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    role: Mapped[str]  # a Role

    @property
    def is_staff(self) -> bool:
        """A role of those who work here."""
        return Role(self.role) not in {Role.PRIMARY_CONTACT, Role.NAMED_CALLER, Role.CONTACT}


class WithheldSight(Model):
    """The tickets of one organisation are kept from one person on staff; giving them back deletes the row (P2)."""

    __tablename__ = "withheld_sights"
    __table_args__ = (
        UniqueConstraint("person_id", "organisation_id", name="withheld_once"),
        CheckConstraint("reason <> ''", name="has_reason"),
        Index("ix_withheld_sights_organisation", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    reason: Mapped[str]  # for administrators alone
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class SignIn(Model):
    """One browser of one person, until it ends or expires. The cookie holds the token, the table its hash (P3)."""

    __tablename__ = "sign_ins"
    __table_args__ = (
        CheckConstraint("(device_id IS NULL) = (locks_at IS NULL)", name="locks_on_a_device"),
        Index("ix_sign_ins_person", "person_id"),
        Index("ix_sign_ins_device", "device_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]  # moved by writing requests only: no GET writes
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(default="")
    browser: Mapped[str] = mapped_column(default="")
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"))  # on a shared tablet, and there alone (P4)
    locks_at: Mapped[datetime | None]  # there: when it ends if nobody touches it; moved on like seen_at


class AccessLink(Model):
    """A single-use, expiring link that lets a person choose a password: an invitation or a reset (P3)."""

    __tablename__ = "access_links"
    __table_args__ = (
        Index("ix_access_links_person", "person_id"),
        CheckConstraint(_one_of("kind", "invitation", "reset"), name="known_kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]  # "invitation" or "reset"
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class DisplayLink(Model):
    """What a screen without an account is opened with, until it is revoked (Q6). The table holds the token's hash."""

    __tablename__ = "display_links"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("board IN ('queue', 'welcome', 'kiosk')", name="known_board"),
        CheckConstraint("theme IN ('auto', 'light', 'dark')", name="known_theme"),
        CheckConstraint("severity_to IS NULL OR severity_to BETWEEN 1 AND 4", name="severity_1_to_4"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]  # where it hangs: for those who look after it
    board: Mapped[str] = mapped_column(default="queue")  # a Board: what it shows
    token_hash: Mapped[str] = mapped_column(unique=True)
    locale: Mapped[str] = mapped_column(default="en")
    is_in_turn: Mapped[bool] = mapped_column(default=False)  # every language in turn, this one first (A32)
    theme: Mapped[str] = mapped_column(default="auto")  # a Theme
    severity_to: Mapped[int | None]  # 2 shows severities 1 and 2; None all
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))  # None: of all plans
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the house itself
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class SignInAttempt(Model):
    """A failed attempt, counted per account and per address (P3)."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (
        Index("ix_sign_in_attempts_email", "email", "at"),
        Index("ix_sign_in_attempts_address", "address", "at"),
        CheckConstraint(_one_of("kind", "sign_in", "reset", "pin", "pin_choice"), name="known_kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    address: Mapped[str]
    kind: Mapped[str] = mapped_column(default="sign_in")  # or a further one of LIMITS in rules.py
    at: Mapped[datetime]
