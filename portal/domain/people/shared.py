"""Shared tablets, and the PINs by which people switch on them (P4)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Model

_WORKS = text("revoked_at IS NULL")


class Device(Model):
    """A tablet that several people use: enrolled once, by opening a link on it that an administrator made.

    Both tokens are stored as hashes: that of the link, until it is opened, and that of the tablet's cookie.
    """

    __tablename__ = "devices"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("(token_hash IS NULL) = (enrolled_at IS NULL)", name="enrolled_with_token"),
        Index("uq_devices_working_name", "name", unique=True, sqlite_where=_WORKS, postgresql_where=_WORKS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]  # FD-1: stands on every tick that is made with it
    link_hash: Mapped[str] = mapped_column(unique=True)
    link_until: Mapped[datetime]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the house itself
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    enrolled_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]  # last contact: moved by writing requests only (VE20)
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class PersonPin(Model):
    """One person's PIN, as a slow hash with a pepper (pins.py); equal PINs have equal hashes, so each is there once."""

    __tablename__ = "person_pins"
    __table_args__ = (CheckConstraint("failures >= 0", name="failures_counted"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(unique=True)
    set_at: Mapped[datetime]
    failures: Mapped[int] = mapped_column(default=0)  # since it was last right, or unlocked
    locked_until: Mapped[datetime | None]
