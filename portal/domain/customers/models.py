"""The service desk's customers: who they are, what they drive, and what was done, left open and complained about."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model
from portal.domain.customers.rules import Salutation, Use


def one_of(column: str, words: type[StrEnum]) -> str:
    """The condition of a CHECK: the column holds one of these words."""
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


class Customer(Model):
    """Somebody whose vehicle is looked after here."""

    __tablename__ = "customers"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint(one_of("salutation", Salutation), name="salutation_is_one"),
        CheckConstraint("no_shows >= 0", name="no_shows_are_counted"),
        Index("ix_customers_name", "name", "id"),
        Index("ix_customers_phone", "phone"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str]  # as it is searched
    salutation: Mapped[str] = mapped_column(default=Salutation.NONE)
    phone: Mapped[str] = mapped_column(default="")  # digits, + before a country's code; empty: can't be called
    email: Mapped[str] = mapped_column(default="")
    locale: Mapped[str] = mapped_column(default="en")  # the language they are spoken to in
    board_consent: Mapped[bool] = mapped_column(default=False)  # the full name may stand on the welcome board (A31)
    do_not_call_at: Mapped[datetime | None]  # since when never to be called again, for whatever (A12)
    tags: Mapped[str] = mapped_column(default="")  # with ", " between
    notes: Mapped[str] = mapped_column(default="")
    customer_since: Mapped[date | None]
    no_shows: Mapped[int] = mapped_column(
        default=0
    )  # of the time before this portal; appointments count their own (A9)
    version: Mapped[int] = mapped_column(default=1)  # counts the changes: two editors notice each other
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def may_be_called(self) -> bool:
        """Has a number, and hasn't asked to be left alone."""
        return bool(self.phone) and self.do_not_call_at is None


class Asset(Model):
    """What is looked after: a vehicle, in this trade."""

    __tablename__ = "assets"
    __table_args__ = (
        CheckConstraint("plate_key <> ''", name="has_a_plate"),
        CheckConstraint(one_of("use", Use), name="use_is_one"),
        CheckConstraint("odometer_km IS NULL OR odometer_km >= 0", name="odometer_counts_up"),
        CheckConstraint("(odometer_km IS NULL) = (odometer_on IS NULL)", name="read_on_some_day"),
        Index("uq_assets_plate", "plate_key", unique=True),  # one vehicle, one customer: never mixed up (BR6)
        Index("ix_assets_customer", "customer_id"),
        Index("ix_assets_periodic", "periodic_due_on"),
        Index("ix_assets_running_in", "running_in_due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    plate: Mapped[str]  # as it is written
    plate_key: Mapped[str]  # as it is compared
    model: Mapped[str] = mapped_column(default="")
    vin: Mapped[str] = mapped_column(default="")
    colour: Mapped[str] = mapped_column(default="")
    use: Mapped[str] = mapped_column(default=Use.PRIVATE)
    odometer_km: Mapped[int | None]
    odometer_on: Mapped[date | None]
    next_due_on: Mapped[date | None]  # of the periodic service, by date
    next_due_km: Mapped[int | None]  # and by mileage
    periodic_due_on: Mapped[date | None]  # reckoned from both, and from how far it is driven
    running_in_due_on: Mapped[date | None]  # the first service of a new one; None: over, or none needed
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    customer: Mapped[Customer] = relationship(lazy="raise_on_sql")


class Visit(Model):
    """A visit of the past: a fact, brought in from before or left by a delivery."""

    __tablename__ = "asset_visits"
    __table_args__ = (
        CheckConstraint("spend_cents >= 0", name="spend_is_counted"),
        Index("ix_asset_visits_asset", "asset_id", "visited_on"),
        Index("ix_asset_visits_day", "visited_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"))
    visited_on: Mapped[date]
    odometer_km: Mapped[int | None]
    work: Mapped[str]
    spend_cents: Mapped[int] = mapped_column(default=0)  # in the house's currency


class OpenItem(Model):
    """Work that was advised and not done last time (上次未施工项目)."""

    __tablename__ = "open_items"
    __table_args__ = (
        CheckConstraint("work <> ''", name="says_what"),
        Index("ix_open_items_asset", "asset_id"),
        Index(
            "ix_open_items_waiting",
            "call_on",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"))
    work: Mapped[str]
    noted_on: Mapped[date]
    call_on: Mapped[date]  # from when on the customer is reminded of it
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Complaint(Model):
    """What a customer was not content with; open until somebody has settled it."""

    __tablename__ = "complaints"
    __table_args__ = (
        CheckConstraint("what <> ''", name="says_what"),
        Index("ix_complaints_asset", "asset_id"),
        Index(
            "ix_complaints_unsettled",
            "made_on",
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"))
    what: Mapped[str]
    made_on: Mapped[date]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
