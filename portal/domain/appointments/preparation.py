"""What stands around an appointment before its customer comes: who was told, parts, calls, reminders (A20-A22)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import BigKey, Model
from portal.domain.appointments.preparation_words import News, PartState, Readiness, Reminding, Result, Side
from portal.domain.booking.models import Booking
from portal.domain.customers.models import one_of
from portal.domain.people.models import Person

OPEN = "acknowledged_at IS NULL AND superseded_at IS NULL"


class PreparationSettings(Model):
    """The numbers that the desk prepares by. There is at most one row, number 1."""

    __tablename__ = "preparation_settings"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("confirm_minutes BETWEEN 5 AND 1440", name="call_before"),
        CheckConstraint("again_minutes BETWEEN 1 AND 240", name="again_after"),
        CheckConstraint("remind_hours BETWEEN 1 AND 336", name="remind_before"),
        CheckConstraint("acknowledge_hours BETWEEN 1 AND 72", name="acknowledged_before"),
        CheckConstraint("answer_minutes BETWEEN 5 AND 2880", name="answered_within"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    confirm_minutes: Mapped[int] = mapped_column(default=60)  # before the time the customer is called (BR35)
    again_minutes: Mapped[int] = mapped_column(default=10)  # after a call that nobody took
    remind_hours: Mapped[int] = mapped_column(default=24)  # before the time the first reminder goes out
    acknowledge_hours: Mapped[int] = mapped_column(default=2)  # before the time every notice is acknowledged (A21)
    answer_minutes: Mapped[int] = mapped_column(default=60)  # of opening hours until a request has its answer (BR25)


class Notice(Model):
    """One side is told of one change of one booking, in writing, and says that it has read it (BR33)."""

    __tablename__ = "preparation_notices"
    __table_args__ = (
        CheckConstraint(one_of("side", Side), name="side_is_known"),
        CheckConstraint(one_of("news", News), name="news_is_known"),
        Index("ix_preparation_notices_booking", "booking_id", "side"),
        Index("ix_preparation_notices_open", "due_at", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(BigKey, ForeignKey("bookings.id"))
    side: Mapped[str]  # a Side
    news: Mapped[str]  # a News
    at: Mapped[datetime]
    before_at: Mapped[datetime | None]  # MOVED: from which time
    start_at: Mapped[datetime]
    due_at: Mapped[datetime]  # from then on it is red
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    superseded_at: Mapped[datetime | None]  # by later news of the same booking, or by its day: nobody read it
    booking: Mapped[Booking] = relationship(lazy="raise_on_sql")
    acknowledged_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class ServicePart(Model):
    """A part that a service usually needs: each booking of it asks for one (BR32)."""

    __tablename__ = "service_parts"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint("quantity BETWEEN 1 AND 999", name="some_of_it"),
        Index("ix_service_parts_service", "service_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    quantity: Mapped[int] = mapped_column(default=1)


class PartLine(Model):
    """A part that one appointment needs (BR32, BR34)."""

    __tablename__ = "part_lines"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint("quantity BETWEEN 1 AND 999", name="some_of_it"),
        CheckConstraint(one_of("state", PartState), name="state_is_known"),
        CheckConstraint("expected_on IS NULL OR state = 'missing'", name="expected_when_missing"),
        Index("ix_part_lines_booking", "booking_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(BigKey, ForeignKey("bookings.id"))
    name: Mapped[str]
    quantity: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default=PartState.ASKED)
    expected_on: Mapped[date | None]  # a missing one, in the shop's zone
    laid_out_at: Mapped[datetime | None]
    laid_out_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    told_for_at: Mapped[datetime | None]  # the customer was told that it is missing for this time of the appointment
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    booking: Mapped[Booking] = relationship(lazy="raise_on_sql")


class Contact(Model):
    """One time that the customer of a booking was called: the first two stand on the register (BR19, BR29)."""

    __tablename__ = "appointment_contacts"
    __table_args__ = (
        UniqueConstraint("booking_id", "number", name="each_contact_once"),
        CheckConstraint("number BETWEEN 1 AND 99", name="counts_from_one"),
        CheckConstraint(one_of("result", Result), name="result_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(BigKey, ForeignKey("bookings.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    result: Mapped[str]  # a Result
    start_at: Mapped[datetime]  # the time that was spoken of: after a move one begins anew
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class Ready(Model):
    """Somebody has looked: this is ready for that appointment (BR35)."""

    __tablename__ = "preparation_ticks"
    __table_args__ = (
        UniqueConstraint("booking_id", "what", name="each_ready_once"),
        CheckConstraint(one_of("what", Readiness), name="what_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(BigKey, ForeignKey("bookings.id"))
    what: Mapped[str]  # a Readiness
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Reminder(Model):
    """A mail that reminds a customer, once, when it is due (BE41, BE42)."""

    __tablename__ = "appointment_reminders"
    __table_args__ = (
        UniqueConstraint("booking_id", "kind", "due_at", name="each_reminder_once"),
        CheckConstraint(one_of("kind", Reminding), name="kind_is_known"),
        Index(
            "ix_appointment_reminders_due",
            "due_at",
            "id",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(BigKey, ForeignKey("bookings.id"))
    kind: Mapped[str]  # a Reminding
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]  # claimed: posted, or too late
    mail_id: Mapped[int | None] = mapped_column(BigKey)  # None: not posted; mails are forgotten after a while


class Amendment(Model):
    """What is written under the sheet of a day that is over (BR30)."""

    __tablename__ = "register_amendments"
    __table_args__ = (
        CheckConstraint("words <> ''", name="says_something"),
        Index("ix_register_amendments_day", "on_date", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    on_date: Mapped[date]  # of the sheet, in the shop's zone
    words: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
