"""The shop, its services and resources with their working plans; closures. Bookings stand in bookings.py."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model
from portal.domain.booking.bookings import Allocation, Booking, BookingChange, BookingService, Hold

__all__ = [
    "Allocation",
    "Booking",
    "BookingChange",
    "BookingService",
    "Closure",
    "DatedPlan",
    "Hold",
    "PlanDay",
    "PlanException",
    "Resource",
    "Service",
    "ServiceNeed",
    "Shop",
]


class Shop(Model):
    """The place where customers come, and the numbers it books by. There is exactly one row, number 1."""

    __tablename__ = "shops"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_shop"),
        CheckConstraint("hold_for_minutes BETWEEN 1 AND 60", name="holds_end"),
        CheckConstraint("offer_for_minutes BETWEEN 1 AND 1440", name="offers_end"),
        CheckConstraint("holds_per_visitor >= 1", name="a_hold_at_least"),
        CheckConstraint("open_bookings_per_contact >= 1", name="a_booking_at_least"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendars.id"))  # opening hours, holidays and the zone (A3)
    hold_for_minutes: Mapped[int] = mapped_column(default=5)  # BE14
    offer_for_minutes: Mapped[int] = mapped_column(default=15)  # what became free is kept for who waits (BE44)
    holds_per_visitor: Mapped[int] = mapped_column(default=2)  # BE14
    open_bookings_per_contact: Mapped[int] = mapped_column(default=3)  # A9
    asked_online: Mapped[str] = mapped_column(default="", server_default="")  # words of Asked: needed (BR24)
    asked_at_desk: Mapped[str] = mapped_column(default="", server_default="")  # the same, when staff book
    version: Mapped[int] = mapped_column(default=1, server_default="1")  # counts the changes: two editors notice


class Service(Model):
    """What can be booked. Its numbers are copied into each booking, which keeps them when they change (BE33)."""

    __tablename__ = "services"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 10080", name="takes_time"),
        CheckConstraint("before_minutes BETWEEN 0 AND 1440", name="buffer_before"),
        CheckConstraint("after_minutes BETWEEN 0 AND 1440", name="buffer_after"),
        CheckConstraint("step_minutes BETWEEN 1 AND 1440", name="a_step"),
        CheckConstraint("notice_minutes >= 0", name="a_notice"),
        CheckConstraint("horizon_days BETWEEN 0 AND 730", name="a_horizon"),
        CheckConstraint("audience IN ('everybody', 'known', 'staff')", name="audience_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)  # "oil-and-filter": what the command line and links call it
    name: Mapped[str]
    name_zh: Mapped[str] = mapped_column(default="")  # empty: the same
    position: Mapped[int] = mapped_column(default=0)  # in every list
    minutes: Mapped[int]  # what the customer is told, from start to end
    before_minutes: Mapped[int] = mapped_column(default=0)  # buffers on each resource it takes (BE34)
    after_minutes: Mapped[int] = mapped_column(default=0)
    step_minutes: Mapped[int] = mapped_column(default=15)  # of the grid on which it can begin
    notice_minutes: Mapped[int] = mapped_column(default=120)  # lead time, elapsed (BE21)
    horizon_days: Mapped[int] = mapped_column(
        default=90
    )  # last bookable day: today in the shop's zone plus these (BE25)
    price: Mapped[str] = mapped_column(default="")  # in words; nothing is computed with it
    price_zh: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = mapped_column(default="everybody")  # an Audience
    is_confirmed_at_once: Mapped[bool] = mapped_column(default=True)  # else requested, until the shop says yes (BR25)
    retired_at: Mapped[datetime | None]  # no longer offered
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    also_ids: ClassVar[tuple[int, ...]] = ()  # of a visit for several: the others (together.py); never stored
    needs: Mapped[list["ServiceNeed"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="ServiceNeed.position"
    )


class ServiceNeed(Model):
    """One resource of a kind that a service takes, all of the time or a part of it."""

    __tablename__ = "service_needs"
    __table_args__ = (
        UniqueConstraint("service_id", "kind", name="one_need_of_a_kind"),
        CheckConstraint("kind IN ('advisor', 'bay', 'technician', 'loaner', 'place')", name="kind_is_known"),
        CheckConstraint("offset_minutes >= 0", name="begins_with_it"),
        CheckConstraint("minutes BETWEEN 1 AND 10080", name="takes_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)  # the first leads: slots begin on its resource's grid
    kind: Mapped[str]  # a Kind
    skill: Mapped[str] = mapped_column(default="")  # empty: any of the kind
    offset_minutes: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int]


class Resource(Model):
    """An advisor, a bay, or whatever else only one booking can have at a time; or a pool of several alike."""

    __tablename__ = "resources"
    __table_args__ = (
        CheckConstraint("kind IN ('advisor', 'bay', 'technician', 'loaner', 'place')", name="kind_is_known"),
        CheckConstraint("capacity BETWEEN 1 AND 200", name="capacity_is_counted"),
        UniqueConstraint("kind", "name", name="named_once_in_its_kind"),
        UniqueConstraint("person_id", name="one_resource_of_a_person"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # a Kind
    name: Mapped[str]
    name_zh: Mapped[str] = mapped_column(default="")  # empty: the same
    position: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # an advisor who signs in
    capacity: Mapped[int] = mapped_column(default=1)  # more: interchangeable places, never people or bays (BE7)
    skills: Mapped[str] = mapped_column(default="")  # words with blanks between
    is_kept_for_walk_ins: Mapped[bool] = mapped_column(default=False)  # A3
    retired_at: Mapped[datetime | None]  # no longer offered; bookings stay (BE37)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    days: Mapped[list["PlanDay"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="PlanDay.weekday"
    )


class PlanDay(Model):
    """What a resource works on one weekday, on the wall clock of the shop's zone. No row: a day off."""

    __tablename__ = "plan_days"
    __table_args__ = (
        UniqueConstraint("resource_id", "weekday", name="one_plan_a_weekday"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_is_one"),
        CheckConstraint("shifts <> ''", name="some_work"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id", ondelete="CASCADE"))
    weekday: Mapped[int]  # 0 is Monday
    shifts: Mapped[str]  # "08:00-12:00, 13:00-17:00"; "22:00-02:00" passes midnight (BE28)
    breaks: Mapped[str] = mapped_column(default="")  # written alike


class DatedPlan(Model):
    """A week of one resource that holds for some dates instead of its usual one: a season, new hours from a day on."""

    __tablename__ = "dated_plans"
    __table_args__ = (
        UniqueConstraint("resource_id", "valid_from", name="one_begins_a_date"),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="ends_after_it_begins"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(default="")  # "Winter": for those who set it up
    valid_from: Mapped[date]  # both dates included; no two plans of a resource share one
    valid_to: Mapped[date | None]  # None: from then on
    shifts: Mapped[str]  # a line for each weekday, Monday first, written as in plan_days
    breaks: Mapped[str]
    made_at: Mapped[datetime]


class PlanException(Model):
    """One date of one resource with its own hours, or none: replaces the weekly plan of that date fully (BE31)."""

    __tablename__ = "plan_exceptions"
    __table_args__ = (UniqueConstraint("resource_id", "on_date", name="one_exception_a_date"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id", ondelete="CASCADE"))
    on_date: Mapped[date]
    name: Mapped[str] = mapped_column(default="")  # why
    hours: Mapped[str] = mapped_column(default="")  # "10:00-14:00"; empty: not there


class Closure(Model):
    """A stretch in which one resource, or the whole shop, takes no bookings: leave, a course, a repair (BE36)."""

    __tablename__ = "closures"
    __table_args__ = (
        CheckConstraint("start_at < end_at", name="ends_after_it_starts"),
        Index("ix_closures_end", "end_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[int | None] = mapped_column(ForeignKey("resources.id", ondelete="CASCADE"))  # None: all
    start_at: Mapped[datetime]
    end_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
