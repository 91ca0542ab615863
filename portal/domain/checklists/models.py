"""Templates with their versions, lists that are gone through, their items, and what was said about these."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DDL, JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import BigKey, Model
from portal.domain.checklists.rules import BEGINNING
from portal.domain.checklists.words import Kind, Photo, Result, Said, State
from portal.domain.departments.words import Department

UNSIGNED = "signed_at IS NULL AND voided_at IS NULL"


def one_of(column: str, words: type[StrEnum]) -> str:
    """The condition of a CHECK: the column holds one of these words."""
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


class ChecklistTemplate(Model):
    """What lists are made from; its newest version is in force."""

    __tablename__ = "checklist_templates"
    __table_args__ = (
        CheckConstraint(one_of("department", Department), name="known_department"),
        CheckConstraint("name <> ''", name="has_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)  # "vip-room-check": what tasks and links call it
    name: Mapped[str]
    name_zh: Mapped[str] = mapped_column(default="")  # empty: the same
    department: Mapped[str]  # a Department: whose list it is
    who_may: Mapped[str] = mapped_column(default="")  # a Post; empty: anybody of the department (V30)
    version: Mapped[int] = mapped_column(default=1)  # number of the newest version
    retired_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class TemplateVersion(Model):
    """One version, as templates.Content writes it. Never changed: running lists keep theirs (VE12)."""

    __tablename__ = "template_versions"
    __table_args__ = (UniqueConstraint("template_id", "number", name="numbered_in_its_template"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("checklist_templates.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    template: Mapped[ChecklistTemplate] = relationship(lazy="raise_on_sql")


class Checklist(Model):
    """A list that is gone through: at a place, about a stay or nothing. `about_kind` is a table's name."""

    __tablename__ = "checklists"
    __table_args__ = (
        CheckConstraint(one_of("department", Department), name="known_department"),
        CheckConstraint("result IS NULL OR " + one_of("result", Result), name="known_result"),
        CheckConstraint("(signed_at IS NULL) = (result IS NULL)", name="signed_with_a_result"),
        CheckConstraint("signed_at IS NULL OR voided_at IS NULL", name="signed_or_void"),
        CheckConstraint("(voided_at IS NULL) = (void_reason = '')", name="void_for_a_reason"),
        Index(
            "ix_checklists_due", "department", "due_at", sqlite_where=text(UNSIGNED), postgresql_where=text(UNSIGNED)
        ),
        Index("ix_checklists_about", "about_kind", "about_id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("template_versions.id"))
    department: Mapped[str]  # a Department
    who_may: Mapped[str] = mapped_column(default="")  # a Post; of a link of a chain the post that looks (VQ13)
    place: Mapped[str] = mapped_column(default="")  # the room's number
    about_kind: Mapped[str] = mapped_column(default="")
    about_id: Mapped[int | None] = mapped_column(BigKey)
    task_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("tasks.id"))  # done when the list is signed
    anchor_at: Mapped[datetime | None]  # when the guest comes
    due_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    result: Mapped[str | None]  # a Result
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(default="")
    events: Mapped[int] = mapped_column(default=0)  # how many were said: the length of the chain
    seal: Mapped[str] = mapped_column(default=BEGINNING)  # of the last of them
    last_event_id: Mapped[int] = mapped_column(BigKey, default=0)  # what a page that shows it has seen
    version: Mapped[TemplateVersion] = relationship(lazy="raise_on_sql")
    items: Mapped[list["ChecklistItem"]] = relationship(lazy="raise_on_sql", order_by="ChecklistItem.position")

    @property
    def is_open(self) -> bool:
        """Can be gone through."""
        return self.signed_at is None and self.voided_at is None


class ChecklistItem(Model):
    """An item of a list, as the template said when the list was made; `state` and what follows are computed."""

    __tablename__ = "checklist_items"
    __table_args__ = (
        UniqueConstraint("checklist_id", "position", name="one_in_each_place"),
        CheckConstraint(one_of("kind", Kind), name="known_kind"),
        CheckConstraint(one_of("photo", Photo), name="known_photo"),
        CheckConstraint(one_of("state", State), name="known_state"),
        CheckConstraint(one_of("department", Department), name="known_department"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    checklist_id: Mapped[int] = mapped_column(BigKey, ForeignKey("checklists.id"))
    position: Mapped[int]
    code: Mapped[str]
    section: Mapped[str]
    section_zh: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    text_zh: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]  # a Kind
    department: Mapped[str]  # a Department: that mends it
    is_critical: Mapped[bool] = mapped_column(default=False)
    photo: Mapped[str]  # a Photo
    needs_note: Mapped[bool] = mapped_column(default=False)
    par: Mapped[int | None]
    due_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(default=State.OPEN)  # a State
    found: Mapped[int | None]
    is_contradicted: Mapped[bool] = mapped_column(default=False)  # two said otherwise: both are to look
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    notes: Mapped[int] = mapped_column(default=0)
    photos: Mapped[int] = mapped_column(default=0)


class ChecklistEvent(Model):
    """What somebody said about an item. Appended; the database refuses to change or delete it."""

    __tablename__ = "checklist_events"
    __table_args__ = (
        CheckConstraint(one_of("said", Said), name="known_word"),
        Index("ix_checklist_events_list", "checklist_id", "id"),
        Index("ix_checklist_events_item", "item_id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # made by the device: the same again is the same event (VE14)
    checklist_id: Mapped[int] = mapped_column(BigKey, ForeignKey("checklists.id"))
    item_id: Mapped[int] = mapped_column(BigKey, ForeignKey("checklist_items.id"))
    said: Mapped[str]  # a Said
    reason: Mapped[str] = mapped_column(default="")
    found: Mapped[int | None]
    photo_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("attachments.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who said it, whoever sent it (VE19)
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # when somebody else's sign-in carried it
    device: Mapped[str] = mapped_column(default="")  # the tablet's name
    stream: Mapped[str] = mapped_column(default="")  # the device's own; empty: without JavaScript
    number: Mapped[int] = mapped_column(default=0)  # within the stream: a gap is something lost (VE20)
    seen_id: Mapped[int] = mapped_column(BigKey, default=0)  # the last event of the list that the device knew
    client_at: Mapped[datetime | None]  # by the device's clock
    happened_at: Mapped[datetime]  # corrected
    is_time_verified: Mapped[bool] = mapped_column(default=True)
    is_bulk: Mapped[bool] = mapped_column(default=False)  # with the rest of its section (U12)
    is_from_paper: Mapped[bool] = mapped_column(default=False)  # U21
    is_orphan: Mapped[bool] = mapped_column(default=False)  # the list was void or signed when it came in (VE18)
    at: Mapped[datetime]  # when the portal heard it
    previous_seal: Mapped[str]
    seal: Mapped[str]


APPEND_ONLY_SQLITE = tuple(
    f"""
    CREATE TRIGGER checklist_events_stay_{verb} BEFORE {verb} ON checklist_events
    BEGIN SELECT RAISE(ABORT, 'what was said about an item is append-only'); END
    """
    for verb in ("UPDATE", "DELETE")
)
APPEND_ONLY_POSTGRESQL = (
    """
    CREATE FUNCTION checklist_events_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'what was said about an item is append-only';
    END $$
    """,
    """
    CREATE TRIGGER checklist_events_stay BEFORE UPDATE OR DELETE ON checklist_events
    FOR EACH ROW EXECUTE FUNCTION checklist_events_stay()
    """,
)
for _dialect, _statements in (("sqlite", APPEND_ONLY_SQLITE), ("postgresql", APPEND_ONLY_POSTGRESQL)):
    for _statement in _statements:
        _ddl = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(ChecklistEvent.__table__, "after_create", _ddl.execute_if(dialect=_dialect))
