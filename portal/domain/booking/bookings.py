"""Bookings, holds, and what they take of each resource. The database refuses two that come too near each other."""

from datetime import datetime

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import BigKey, Model

LIVE = "released_at IS NULL"
REACH = 10 * 24 * 60  # minutes: no allocation is so long, its buffers included


class Booking(Model):
    """A time that is somebody's. `contact` columns are a snapshot: what was said when it was booked."""

    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint("state IN ('requested', 'confirmed', 'cancelled')", name="state_is_known"),
        CheckConstraint("channel IN ('web', 'phone', 'desk', 'walk_in', 'outreach', 'api')", name="channel_is_known"),
        CheckConstraint("start_at < end_at", name="ends_after_it_starts"),
        CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_has_a_moment"),
        Index("ix_bookings_start", "start_at"),
        Index("ix_bookings_contact", "contact_key", "start_at"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)  # what people call it; nothing can be done with it alone
    form_key: Mapped[str | None] = mapped_column(
        unique=True
    )  # of the form that was sent: sent twice, booked once (BE9)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"))
    state: Mapped[str]  # a State
    channel: Mapped[str]  # a Channel
    start_at: Mapped[datetime]
    end_at: Mapped[datetime]  # counted by the house when it was booked (BE12, BE33)
    zone: Mapped[str]  # the shop's when it was booked: its times are told in it (BE22)
    also_named: Mapped[str] = mapped_column(default="", server_default="")  # the other services' names then (BR12)
    also_named_zh: Mapped[str] = mapped_column(default="", server_default="")
    price: Mapped[str] = mapped_column(default="")  # the service's words at the time (BE33)
    contact_name: Mapped[str]
    contact_email: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    contact_key: Mapped[str]  # mail or phone, normalised: for counting
    contact_locale: Mapped[str] = mapped_column(default="en")
    plate: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    wishes: Mapped[str] = mapped_column(default="")  # in the customer's words
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who booked, when signed in
    overbooked_because: Mapped[str] = mapped_column(default="")  # empty: it isn't (BE40)
    version: Mapped[int] = mapped_column(default=1)  # counts the changes: of two at once one wins
    booked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    allocations: Mapped[list["Allocation"]] = relationship(lazy="raise_on_sql", order_by="Allocation.id")

    @property
    def is_live(self) -> bool:
        """Takes its time."""
        return self.cancelled_at is None


class BookingService(Model):
    """A further service of a booking that is for several at once: the first stands in the booking itself (BR12)."""

    __tablename__ = "booking_services"
    __table_args__ = (Index("ix_booking_services_service", "service_id"),)

    booking_id: Mapped[int] = mapped_column(BigKey, ForeignKey("bookings.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"))


class Hold(Model):
    """A time kept for a visitor while the form is filled in (BE14). After `expires_at` it blocks nothing."""

    __tablename__ = "holds"
    __table_args__ = (Index("ix_holds_visitor", "visitor", "expires_at"), Index("ix_holds_expiry", "expires_at"))

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    visitor: Mapped[str]  # a browser or an address, in whatever words the door counts them
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"))
    start_at: Mapped[datetime]
    end_at: Mapped[datetime]
    held_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    allocations: Mapped[list["Allocation"]] = relationship(lazy="raise_on_sql", order_by="Allocation.id")


class Allocation(Model):
    """One resource, or one lane of it, for a stretch: [from_minute, to_minute) in whole minutes since 1970 in UTC.

    It is a booking's or a hold's. Released ones stay, for the record; they block nothing.
    """

    __tablename__ = "allocations"
    __table_args__ = (
        CheckConstraint("to_minute > from_minute AND to_minute - from_minute <= 10080", name="a_week_at_most"),
        CheckConstraint("before_minutes BETWEEN 0 AND 1440", name="buffer_before"),
        CheckConstraint("after_minutes BETWEEN 0 AND 1440", name="buffer_after"),
        CheckConstraint("lane >= 0", name="lane_is_counted"),
        CheckConstraint("(booking_id IS NULL) <> (hold_id IS NULL)", name="of_a_booking_or_a_hold"),
        Index(
            "ix_allocations_live",
            "resource_id",
            "from_minute",
            sqlite_where=text(LIVE),
            postgresql_where=text(LIVE),
        ),
        Index("ix_allocations_time", "from_minute", sqlite_where=text(LIVE), postgresql_where=text(LIVE)),
        Index("ix_allocations_booking", "booking_id"),
        Index("ix_allocations_hold", "hold_id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    lane: Mapped[int] = mapped_column(default=0)  # of a pool; from the capacity on: overbooked (BE40)
    booking_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("bookings.id"))
    hold_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("holds.id"))
    from_minute: Mapped[int]
    to_minute: Mapped[int]
    before_minutes: Mapped[int] = mapped_column(default=0)  # buffers, as the service had them
    after_minutes: Mapped[int] = mapped_column(default=0)
    released_at: Mapped[datetime | None]


class BookingChange(Model):
    """What happened to a booking: who, when, from which time to which, why."""

    __tablename__ = "booking_changes"
    __table_args__ = (
        CheckConstraint("change IN ('booked', 'confirmed', 'moved', 'cancelled')", name="change_is_known"),
        Index("ix_booking_changes_booking", "booking_id", "id"),
        UniqueConstraint("form_key", name="one_change_a_form"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    booking_id: Mapped[int] = mapped_column(BigKey, ForeignKey("bookings.id"))
    change: Mapped[str]  # a Change
    form_key: Mapped[str | None]  # of the form that was sent (BE9)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the customer by a link, or the house
    start_before_at: Mapped[datetime | None]
    start_after_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")


# Two live allocations of one lane keep the larger of their buffers apart (BE34). The lower bound on from_minute only
# keeps the search in the index short. On PostgreSQL the lock is the one that every operation takes first.
TOO_NEAR = """SELECT 1 FROM allocations AS other
            WHERE other.resource_id = NEW.resource_id AND other.lane = NEW.lane AND other.released_at IS NULL
            AND other.id {differs} NEW.id
            AND other.from_minute > NEW.from_minute - {reach}
            AND other.from_minute < NEW.to_minute + {larger}(NEW.after_minutes, other.before_minutes)
            AND other.to_minute + {larger}(other.after_minutes, NEW.before_minutes) > NEW.from_minute"""
KEEP_APART_SQLITE = """
    CREATE TRIGGER allocations_keep_apart_{name} BEFORE {name} ON allocations
    WHEN NEW.released_at IS NULL AND EXISTS (
        {too_near}
    )
    BEGIN SELECT RAISE(ABORT, 'slot_taken'); END
"""
KEEP_APART_POSTGRESQL = (
    """
    CREATE FUNCTION allocations_keep_apart() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('booking', 0));
        IF EXISTS (
            {too_near}
        ) THEN
            RAISE EXCEPTION 'slot_taken' USING ERRCODE = 'exclusion_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER allocations_keep_apart BEFORE INSERT OR UPDATE ON allocations
    FOR EACH ROW WHEN (NEW.released_at IS NULL) EXECUTE FUNCTION allocations_keep_apart()
    """,
    # Ranges over plain numbers: gist compares these only with an extension that not every server has.
    """
    ALTER TABLE allocations ADD CONSTRAINT ex_allocations_never_overlap EXCLUDE USING gist (
        int4range(resource_id, resource_id, '[]') WITH &&,
        int4range(lane, lane, '[]') WITH &&,
        int4range(from_minute, to_minute) WITH &&
    ) WHERE (released_at IS NULL)
    """,
)


def guards(dialect: str) -> tuple[str, ...]:
    """The statements that make the database refuse."""
    if dialect == "sqlite":
        too_near = TOO_NEAR.format(differs="IS NOT", larger="max", reach=REACH)
        return tuple(KEEP_APART_SQLITE.format(name=name, too_near=too_near) for name in ("INSERT", "UPDATE"))
    too_near = TOO_NEAR.format(differs="<>", larger="greatest", reach=REACH)
    return tuple(statement.replace("{too_near}", too_near) for statement in KEEP_APART_POSTGRESQL)


def _keep_apart() -> None:
    for dialect in ("sqlite", "postgresql"):
        for statement in guards(dialect):
            ddl = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(Allocation.__table__, "after_create", ddl.execute_if(dialect=dialect))


_keep_apart()
