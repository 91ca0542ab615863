"""What the entrance needs beside the book: its settings, what was released, how often a kiosk was asked in vain."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import BigKey, Model
from portal.domain.appointments.masking import Privacy
from portal.domain.customers.models import one_of


class Entrance(Model):
    """How the house welcomes. There is at most one row, number 1; without it the defaults hold."""

    __tablename__ = "entrances"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_entrance"),
        CheckConstraint(one_of("privacy", Privacy), name="privacy_is_known"),
        CheckConstraint("leaves_after_minutes BETWEEN 0 AND 240", name="leaves_some_time"),
        CheckConstraint("opens_before_minutes BETWEEN 0 AND 480", name="opens_some_time"),
        CheckConstraint("closes_after_minutes BETWEEN 0 AND 480", name="closes_some_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    privacy: Mapped[str] = mapped_column(default=Privacy.MASKED)  # a Privacy (A31)
    leaves_after_minutes: Mapped[int] = mapped_column(default=15)  # from arriving to leaving the board
    opens_before_minutes: Mapped[int] = mapped_column(default=60)  # checking in begins so long before the time (A33)
    closes_after_minutes: Mapped[int] = mapped_column(default=30)  # and ends so long after it

    @property
    def leaves_after(self) -> timedelta:
        """How long an arrived customer still stands on the board."""
        return timedelta(minutes=self.leaves_after_minutes)

    @property
    def opens_before(self) -> timedelta:
        """How early somebody can check in."""
        return timedelta(minutes=self.opens_before_minutes)

    @property
    def closes_after(self) -> timedelta:
        """How late."""
        return timedelta(minutes=self.closes_after_minutes)


class BoardRelease(Model):
    """A working day's board may be shown the evening before (A23, BR36). Nobody released it: the house, at closing."""

    __tablename__ = "board_releases"

    on_date: Mapped[date] = mapped_column(primary_key=True)
    released_at: Mapped[datetime]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the house


class VainCheckIn(Model):
    """Somebody typed at a kiosk what opens nothing: counted, so that nobody tries all numbers (A33)."""

    __tablename__ = "vain_check_ins"
    __table_args__ = (Index("ix_vain_check_ins_display", "display_id", "at"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    display_id: Mapped[int] = mapped_column(ForeignKey("display_links.id"))
    at: Mapped[datetime]
