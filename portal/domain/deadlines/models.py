"""Deadlines as stored: when it will be due is kept, the truth is recomputed before anybody acts on it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, inspect, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model
from portal.domain.calendars.models import Calendar

RUNNING = "due_at IS NOT NULL AND met_at IS NULL AND breached_at IS NULL AND voided_at IS NULL"


class Deadline(Model):
    """A promise that runs, was kept, or was broken. Of what, only its owner knows: a ticket points here."""

    __tablename__ = "deadlines"
    __table_args__ = (
        CheckConstraint("clock IN ('business', 'always')", name="clock_is_known"),
        CheckConstraint("minutes > 0", name="some_time"),
        # A deadline without a clock can't be written (P21): minutes were promised, business ones by a calendar.
        CheckConstraint("due_at IS NULL OR minutes IS NOT NULL", name="due_has_a_target"),
        CheckConstraint("due_at IS NULL OR clock = 'always' OR calendar_id IS NOT NULL", name="due_has_a_clock"),
        CheckConstraint("due_at IS NULL OR due_at >= started_at", name="due_after_start"),
        CheckConstraint("counted_from_at >= started_at", name="counted_after_start"),
        Index(
            "ix_deadlines_met",
            "met_at",
            "severity",
            "breached_at",
            sqlite_where=text("met_at IS NOT NULL"),
            postgresql_where=text("met_at IS NOT NULL"),
        ),
        Index("ix_deadlines_running", "due_at", sqlite_where=text(RUNNING), postgresql_where=text(RUNNING)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(default="first_response")
    plan: Mapped[str]  # name at the time, for words
    severity: Mapped[int]  # of the target that is counted
    clock: Mapped[str]  # a Clock
    minutes: Mapped[int | None]  # None: best effort, nothing promised (S9)
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("calendars.id"))
    calendar: Mapped[Calendar | None] = relationship(lazy="raise_on_sql")
    calendar_version: Mapped[str | None]  # differs from the calendar's: to be counted again (SE41)
    started_at: Mapped[datetime]
    counted_from_at: Mapped[datetime]  # the start, or the moment of raising (S44)
    due_at: Mapped[datetime | None]
    spans: Mapped[list[list[str]]] = mapped_column(JSON, default=list)  # [[start, end], ...] ISO in UTC (S56)
    skipped: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)  # [[date, name, closed], ...]
    breached_at: Mapped[datetime | None]  # the deadline's moment, never that of noticing (SE44)
    met_at: Mapped[datetime | None]  # when it was answered, in time or late
    voided_at: Mapped[datetime | None]  # no longer owed to anybody, and not answered (SE42)

    @property
    def is_running(self) -> bool:
        """Somebody still has to answer."""
        return self.due_at is not None and self.met_at is None and self.voided_at is None

    @property
    def known_calendar_version(self) -> str | None:
        """The version of its calendar where that was read with it; None where it wasn't."""
        calendar = None if "calendar" in inspect(self).unloaded else self.calendar
        return calendar.version if calendar else None

    @property
    def is_kept(self) -> bool:
        """Answered in time."""
        return self.met_at is not None and self.breached_at is None


class DeadlineChange(Model):
    """One deadline for another: who, when, why (SE21, SE23, SE41)."""

    __tablename__ = "deadline_changes"
    __table_args__ = (Index("ix_deadline_changes_deadline", "deadline_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the house itself
    change: Mapped[str]  # a Change: raised, lowered, plan, calendar
    reason: Mapped[str] = mapped_column(default="")
    severity_before: Mapped[int]
    severity_after: Mapped[int]  # asked for; the deadline keeps its target where the old one was better
    due_before_at: Mapped[datetime | None]
    due_after_at: Mapped[datetime | None]
