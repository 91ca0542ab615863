"""Who waits for a time that is full, and what is offered to them when one becomes free (A5, A6, BE44)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import BigKey, Model
from portal.domain.appointments.waiting.wishes import EVERY_DAY, MIDNIGHT, Wish

LIVE = text("ended_at IS NULL")


class WaitingEntry(Model):
    """Somebody who waits, with what they said: a snapshot, as in a booking. First come, first served."""

    __tablename__ = "waiting_entries"
    __table_args__ = (
        CheckConstraint("from_on <= until_on", name="days_in_order"),
        CheckConstraint("from_minute >= 0 AND from_minute < until_minute AND until_minute <= 1440", name="some_hours"),
        CheckConstraint("weekdays BETWEEN 1 AND 127", name="some_weekday"),
        CheckConstraint("contact_name <> '' AND contact_key <> ''", name="can_be_told"),
        CheckConstraint("(ended_at IS NULL) = (ended_because = '')", name="ended_for_a_reason"),
        CheckConstraint("ended_because IN ('', 'booked', 'left', 'taken_off', 'over')", name="reason_is_one"),
        Index("ix_waiting_entries_live", "joined_at", "id", sqlite_where=LIVE, postgresql_where=LIVE),
        Index("ix_waiting_entries_contact", "contact_key"),
        Index("ix_waiting_entries_customer", "customer_id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)  # of the link by which one leaves; follows from the form's key
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))  # when staff know who it is
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who asked, when signed in
    contact_name: Mapped[str]
    contact_email: Mapped[str] = mapped_column(default="")  # empty: somebody calls when a time becomes free
    contact_phone: Mapped[str] = mapped_column(default="")
    contact_key: Mapped[str]  # mail or phone, normalised: for counting
    contact_locale: Mapped[str] = mapped_column(default="en")
    plate: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    wishes: Mapped[str] = mapped_column(default="")  # in the customer's words
    from_on: Mapped[date]  # first and last wanted day, in the shop's zone
    until_on: Mapped[date]
    weekdays: Mapped[int] = mapped_column(default=EVERY_DAY)  # 1 Monday, 2 Tuesday, 4 Wednesday, ... added up
    from_minute: Mapped[int] = mapped_column(default=0)  # of the shop's day: wanted starts, [from, until)
    until_minute: Mapped[int] = mapped_column(default=MIDNIGHT)
    joined_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(default="")
    booking_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("bookings.id"))  # what it became
    offers: Mapped[list["WaitingOffer"]] = relationship(
        lazy="raise_on_sql", order_by="WaitingOffer.id", back_populates="entry"
    )

    @property
    def wish(self) -> Wish:
        """Which times would do."""
        return Wish(self.from_on, self.until_on, self.weekdays, self.from_minute, self.until_minute)

    @property
    def is_waiting(self) -> bool:
        """Neither booked nor gone."""
        return self.ended_at is None


class WaitingOffer(Model):
    """A time that became free and is kept for who waits: one at a time for each, and each time once."""

    __tablename__ = "waiting_offers"
    __table_args__ = (
        CheckConstraint("start_at < end_at", name="ends_after_it_starts"),
        CheckConstraint("(ended_at IS NULL) = (ended_because = '')", name="ended_for_a_reason"),
        CheckConstraint("ended_because IN ('', 'taken', 'declined', 'run_out', 'left')", name="reason_is_one"),
        Index("uq_waiting_offers_live", "entry_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
        Index("ix_waiting_offers_entry", "entry_id", "start_at"),
        Index("ix_waiting_offers_end", "expires_at", sqlite_where=LIVE, postgresql_where=LIVE),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    entry_id: Mapped[int] = mapped_column(BigKey, ForeignKey("waiting_entries.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)  # of the link by which the time is taken, and nothing else
    start_at: Mapped[datetime]
    end_at: Mapped[datetime]
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]  # the engine holds the time until then
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(default="")
    entry: Mapped[WaitingEntry] = relationship(lazy="raise_on_sql", back_populates="offers")

    def is_open(self, at: datetime) -> bool:
        """Can be taken."""
        return self.ended_at is None and at < self.expires_at
