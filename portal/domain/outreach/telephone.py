"""The telephone system: the keys by which its word counts, and what rings just now (BR20)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model
from portal.domain.customers.models import Customer


class TelephoneKey(Model):
    """What the telephone system's secret is made of, together with the portal's own. The newest counts."""

    __tablename__ = "telephone_keys"
    __table_args__ = (UniqueConstraint("seed", name="one_of_each_seed"), CheckConstraint("seed <> ''", name="has_seed"))

    id: Mapped[int] = mapped_column(primary_key=True)
    seed: Mapped[str]  # random; without the portal's secret key nobody makes the secret of it
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class RingingCall(Model):
    """A call that the telephone system told of. Deleted after a day: who called stands in the calls that came in."""

    __tablename__ = "ringing_calls"
    __table_args__ = (
        UniqueConstraint("mark", name="told_once"),  # what was sent again is refused
        CheckConstraint("rings IS NULL OR rings BETWEEN 1 AND 99", name="rings_are_counted"),
        Index("ix_ringing_calls_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    mark: Mapped[str]  # the signature it came with
    phone: Mapped[str] = mapped_column(default="")  # "": withheld
    rings: Mapped[int | None]
    customer_id: Mapped[int | None] = mapped_column(
        ForeignKey("customers.id")
    )  # None: nobody has the number, or several
    taken_at: Mapped[datetime | None]  # a call that came in was made of it
    customer: Mapped[Customer | None] = relationship(lazy="raise_on_sql")
