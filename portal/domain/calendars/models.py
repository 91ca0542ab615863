"""Calendars as the business edits them. What they mean is computed in rules.py from a `WorkingHours`."""

import secrets
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model


def new_version() -> str:
    """A word that no other edit of any calendar has had: what was computed for it can be kept for good."""
    return secrets.token_hex(8)


class Calendar(Model):
    """Weekly hours, holidays and a zone under one name (S25, S26)."""

    __tablename__ = "calendars"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    zone: Mapped[str]  # IANA name; holidays belong to it, not to the customer's (SE13)
    observed: Mapped[bool] = mapped_column(default=False)  # weekend holidays close their weekday too (SE11)
    version: Mapped[str] = mapped_column(default=new_version)  # new with every edit; deadlines note which one they used
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    weekly: Mapped[list["WeeklyHours"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="(WeeklyHours.weekday, WeeklyHours.start_minute)"
    )
    library: Mapped[list["LibraryDay"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="LibraryDay.id"
    )
    recurring: Mapped[list["RecurringDay"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="(RecurringDay.first_month, RecurringDay.first_day)"
    )
    single: Mapped[list["SingleDay"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="SingleDay.on_date"
    )


class WeeklyHours(Model):
    """One window of one weekday. A window that ends before it begins goes over midnight (SE18)."""

    __tablename__ = "calendar_weekly_hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_is_one"),
        CheckConstraint("start_minute BETWEEN 0 AND 1439", name="start_in_the_day"),
        CheckConstraint("end_minute BETWEEN 0 AND 1440", name="end_in_the_day"),
        CheckConstraint("start_minute <> end_minute", name="not_empty"),
        UniqueConstraint("calendar_id", "weekday", "start_minute", name="uq_weekly_hours_once"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendars.id", ondelete="CASCADE"))
    weekday: Mapped[int]  # 0 is Monday
    start_minute: Mapped[int]  # of the local day
    end_minute: Mapped[int]  # 1440 is 24:00


class LibraryDay(Model):
    """A holiday that the library dates for every year."""

    __tablename__ = "calendar_library_days"
    __table_args__ = (
        UniqueConstraint("calendar_id", "country", "subdivision", "name", name="uq_library_days_once"),
        Index("ix_calendar_library_days_calendar", "calendar_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendars.id", ondelete="CASCADE"))
    country: Mapped[str]  # two letters
    subdivision: Mapped[str] = mapped_column(default="")  # a state or province; empty: the whole country
    name: Mapped[str]  # as the library calls it
    label: Mapped[str] = mapped_column(default="")  # as people here call it; empty: the same


class RecurringDay(Model):
    """The business's own days of every year; without hours it is closed. May run over New Year (SE14)."""

    __tablename__ = "calendar_recurring_days"
    __table_args__ = (
        CheckConstraint("first_month BETWEEN 1 AND 12 AND last_month BETWEEN 1 AND 12", name="months"),
        CheckConstraint("first_day BETWEEN 1 AND 31 AND last_day BETWEEN 1 AND 31", name="days"),
        Index("ix_calendar_recurring_days_calendar", "calendar_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendars.id", ondelete="CASCADE"))
    name: Mapped[str]
    first_month: Mapped[int]
    first_day: Mapped[int]
    last_month: Mapped[int]
    last_day: Mapped[int]
    hours: Mapped[str] = mapped_column(default="")  # "08:00-13:00"; empty: closed


class SingleDay(Model):
    """One date with its own hours, or closed; it decides over every holiday of that date (S26)."""

    __tablename__ = "calendar_single_days"
    __table_args__ = (UniqueConstraint("calendar_id", "on_date", name="uq_single_days_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendars.id", ondelete="CASCADE"))
    on_date: Mapped[date]
    name: Mapped[str]
    hours: Mapped[str] = mapped_column(default="")  # "08:00-13:00"; empty: closed
