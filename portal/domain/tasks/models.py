"""Tasks and their way up the line."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import BigKey, Model
from portal.domain.departments.words import Department, Post
from portal.domain.tasks.rules import Rung
from portal.domain.tasks.words import Anchor

OPEN = "done_at IS NULL AND voided_at IS NULL"
GOES_UP = f"rung_at IS NOT NULL AND {OPEN}"
KNOWN_DEPARTMENT = f"department IN ({', '.join(repr(str(one)) for one in Department)})"
KNOWN_ANCHOR = f"anchor IN ({', '.join(repr(str(one)) for one in Anchor)})"


class Task(Model):
    """What a department has to do by a time. `about_kind` is a table's name, as in the audit log."""

    __tablename__ = "tasks"
    __table_args__ = (
        CheckConstraint(KNOWN_DEPARTMENT, name="known_department"),
        CheckConstraint(KNOWN_ANCHOR, name="known_anchor"),
        CheckConstraint("checked_at IS NULL OR done_at IS NOT NULL", name="done_before_checked"),
        CheckConstraint("done_at IS NULL OR voided_at IS NULL", name="done_or_void"),
        CheckConstraint("(voided_at IS NULL) = (void_reason = '')", name="void_for_a_reason"),
        Index("ix_tasks_due", "department", "due_at", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_tasks_rung", "rung_at", sqlite_where=text(GOES_UP), postgresql_where=text(GOES_UP)),
        Index("ix_tasks_about", "about_kind", "about_id", "due_at"),
        Index("ix_tasks_item", "item_id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    code: Mapped[str]
    title: Mapped[str]
    title_zh: Mapped[str] = mapped_column(default="")  # empty: the same
    department: Mapped[str]  # a Department
    owner: Mapped[str] = mapped_column(default="")  # a Post; empty: anybody of the department
    checker: Mapped[str] = mapped_column(default="")  # a Post; empty: nobody looks at it again
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who has taken it (VR104)
    place: Mapped[str] = mapped_column(default="")  # the room's number; no names: it stands on lock screens
    about_kind: Mapped[str] = mapped_column(default="")
    about_id: Mapped[int | None] = mapped_column(BigKey)
    item_id: Mapped[int | None] = mapped_column(BigKey)  # of a list: the fault it mends
    anchor: Mapped[str]  # an Anchor
    offset_minutes: Mapped[int] = mapped_column(default=0)  # before it: negative
    due_at: Mapped[datetime]
    is_provisional: Mapped[bool] = mapped_column(default=False)  # the anchor is a guess (VE25)
    is_compressed: Mapped[bool] = mapped_column(default=False)  # its time had passed when it was made (VE2)
    is_perishable: Mapped[bool] = mapped_column(default=False)
    redo_asked_at: Mapped[datetime | None]  # was done for a time that has moved (VE1)
    done_at: Mapped[datetime | None]  # by the clock of who did it, corrected (VE16)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    heard_at: Mapped[datetime | None]  # when the portal got to know
    checked_at: Mapped[datetime | None]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(default="")
    ladder: Mapped[list[Any]] = mapped_column(JSON, default=list)  # of [post, minutes after it was due]
    rank: Mapped[int] = mapped_column(default=0)  # the rung that comes next
    rung_at: Mapped[datetime | None]  # and when
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the house itself
    version: Mapped[int] = mapped_column(default=1)

    @property
    def is_open(self) -> bool:
        """Still to be done."""
        return self.done_at is None and self.voided_at is None

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """Up to whom it goes, from the lowest."""
        return tuple(Rung(Post(post), timedelta(minutes=minutes)) for post, minutes in self.ladder)

    def called(self, locale: str) -> str:
        """Its title in that language."""
        return self.title_zh if self.title_zh and locale.startswith("zh") else self.title


class TaskEscalation(Model):
    """An overdue task went up, once for each rung (VE40)."""

    __tablename__ = "task_escalations"
    __table_args__ = (UniqueConstraint("task_id", "rank", name="once_a_rung"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    task_id: Mapped[int] = mapped_column(BigKey, ForeignKey("tasks.id"))
    rank: Mapped[int]
    post: Mapped[str]  # that was told; empty: nobody holds any above, so every desk shows it (VE41)
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]  # it had been done in time after all (VE16)
