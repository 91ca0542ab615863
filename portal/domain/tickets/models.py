"""Tickets: what was reported, what was said, and every change as a row (S40-S48, S55)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from portal.db import BigKey, Model
from portal.domain.attachments.models import Attachment
from portal.domain.deadlines.models import Deadline
from portal.domain.organisations.models import Contract, Organisation
from portal.domain.people.models import Person
from portal.domain.tickets.numbers import next_number
from portal.domain.tickets.rules import Cause, Channel, Facts, Reproducible, State


def one_of(column: str, words: type[StrEnum]) -> str:
    """The condition of a CHECK: the column holds one of these words."""
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


def index_where(condition: str, name: str, *columns: str) -> Index:
    """An index of those rows alone for which the condition holds, on both databases."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


class ProductArea(Model):
    """What a ticket can be about (S41). The business edits the list; used ones are retired, not deleted."""

    __tablename__ = "product_areas"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]  # the seed's names are translated, others are shown as written
    position: Mapped[int]
    retired_at: Mapped[datetime | None]


class TicketNumber(Model):
    """Its counter is where PostgreSQL takes the next number from, see numbers.py. It needs no rows."""

    __tablename__ = "ticket_numbers"

    id: Mapped[int] = mapped_column(primary_key=True)


class Ticket(Model):
    """One thing that a customer needs solved. The conversation's first message is the description."""

    __tablename__ = "tickets"
    __table_args__ = (
        CheckConstraint(one_of("state", State), name="known_state"),
        CheckConstraint(one_of("channel", Channel), name="known_channel"),
        CheckConstraint("severity BETWEEN 1 AND 4", name="severity_1_to_4"),
        CheckConstraint("standing BETWEEN 0 AND 3", name="standing_0_to_3"),
        CheckConstraint("reproducible = '' OR " + one_of("reproducible", Reproducible), name="known_reproducible"),
        CheckConstraint("device_count IS NULL OR device_count > 0", name="some_devices"),
        CheckConstraint("title <> ''", name="has_title"),
        CheckConstraint("opened_at <= entered_at", name="opened_before_entered"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_some_moment"),
        CheckConstraint("(state = 'closed') = (standing = 3)", name="done_when_closed"),
        CheckConstraint(
            "silence_closes_at IS NULL OR state IN ('waiting_for_customer', 'resolved')",
            name="silence_only_while_waiting",
        ),
        CheckConstraint("remind_at IS NULL OR silence_closes_at IS NOT NULL", name="reminder_before_closing"),
        CheckConstraint("follows_id IS NULL OR follows_id <> id", name="follows_another"),
        # What the staff list reads, earliest promise first: only open ones, so that old tickets cost nothing.
        index_where("standing < 3", "ix_tickets_by_deadline", "standing", "due_at", "number"),
        index_where("standing < 3", "ix_tickets_assignee", "assignee_id", "standing", "due_at", "number"),
        # What the queue counts, by what can be chosen, without reading a ticket (Q4, Q9).
        index_where(
            "standing < 3",
            "ix_tickets_counted",
            *("state", "severity", "standing", "due_at", "assignee_id", "silence_closes_at"),
        ),
        Index("ix_tickets_opened", "opened_at"),
        Index("ix_tickets_organisation", "organisation_id", "standing", "due_at", "number"),
        Index("ix_tickets_person", "person_id", "standing", "due_at", "number"),
        index_where("silence_closes_at IS NOT NULL", "ix_tickets_silence", "silence_closes_at"),
        index_where("remind_at IS NOT NULL", "ix_tickets_reminder", "remind_at"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    number: Mapped[int] = mapped_column(unique=True, default=next_number())  # what people call it by
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))  # the named caller
    contact_name: Mapped[str]
    contact_email: Mapped[str]
    contact_phone: Mapped[str] = mapped_column(default="")

    title: Mapped[str]
    area_id: Mapped[int] = mapped_column(ForeignKey("product_areas.id"))
    service_id: Mapped[str] = mapped_column(default="")
    earlier_number: Mapped[str] = mapped_column(default="")
    expected: Mapped[str] = mapped_column(default="")
    impact: Mapped[str] = mapped_column(default="")
    since: Mapped[str] = mapped_column(default="")  # since when or how long, in the caller's words
    reproducible: Mapped[str] = mapped_column(default="")  # a Reproducible, or "" when not said
    steps: Mapped[str] = mapped_column(default="")
    device_model: Mapped[str] = mapped_column(default="")
    carrier: Mapped[str] = mapped_column(default="")
    os_build: Mapped[str] = mapped_column(default="")
    device_count: Mapped[int | None]
    other_details: Mapped[str] = mapped_column(default="")

    channel: Mapped[str] = mapped_column(default=Channel.PORTAL)
    severity: Mapped[int]
    severity_confirmed_at: Mapped[datetime | None]  # an agent agreed with it (S44)
    state: Mapped[str] = mapped_column(default=State.NEW)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]  # received; of a call its time. Clocks start here (SE33)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    first_response_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"), unique=True)

    asked_at: Mapped[datetime | None]  # since when the customer's word is missing (S48)
    silence_closes_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]  # the next reminder
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    reopen_until: Mapped[datetime | None]
    follows_id: Mapped[int | None] = mapped_column(
        ForeignKey("tickets.id"), index=True
    )  # opened by a reply too late to reopen that one

    version: Mapped[int] = mapped_column(default=1)  # every change adds one; whoever adds it holds the ticket
    # What the list sorts on, kept beside the facts it follows from (rules.standing).
    standing: Mapped[int]
    due_at: Mapped[datetime]  # RUNNING: first response due; WAITING: silence closes; else since when it stands so

    last_said_id: Mapped[int | None] = query_expression()  # the last public message; None where nobody asked for it

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    contract: Mapped[Contract] = relationship(lazy="raise_on_sql")
    area: Mapped[ProductArea] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    assignee: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[assignee_id])
    entered_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[entered_by_id])
    first_response: Mapped[Deadline] = relationship(lazy="raise_on_sql")
    follows: Mapped["Ticket | None"] = relationship(lazy="raise_on_sql", remote_side="Ticket.id")
    imeis: Mapped[list["Imei"]] = relationship(lazy="raise_on_sql", order_by="Imei.id", cascade="all, delete-orphan")

    @property
    def is_open(self) -> bool:
        """Not closed."""
        return self.state != State.CLOSED

    @property
    def thread(self) -> str:
        """What its mails are threaded by."""
        return f"ticket-{self.number}"

    @property
    def facts(self) -> Facts:
        """What helps to work on it, as a value. Needs `imeis` loaded."""
        words = {name: getattr(self, name) for name in Facts.__dataclass_fields__ if name != "imeis"}
        return Facts(**words, imeis=tuple(imei.digits for imei in self.imeis))


class Imei(Model):
    """One device of a ticket (S40)."""

    __tablename__ = "imeis"
    __table_args__ = (
        UniqueConstraint("ticket_id", "digits", name="each_imei_once"),
        CheckConstraint("length(digits) = 15", name="fifteen_digits"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    digits: Mapped[str] = mapped_column(index=True)


class Message(Model):
    """Something said: in public, or among staff. An automatic one holds a sentence to translate, and its values."""

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_ticket", "ticket_id", "id"),
        CheckConstraint(one_of("channel", Channel), name="known_channel"),
        CheckConstraint("is_public OR by_staff", name="notes_are_staffs"),
        CheckConstraint("is_automatic OR author_id IS NOT NULL", name="somebody_said_it"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the house itself
    is_public: Mapped[bool] = mapped_column(default=True)
    by_staff: Mapped[bool]
    is_automatic: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[str] = mapped_column(default=Channel.PORTAL)
    body: Mapped[str]  # Markdown; of an automatic one a sentence with {names}
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # for the names; moments are ISO strings
    at: Mapped[datetime]
    edited_at: Mapped[datetime | None]

    ticket: Mapped[Ticket] = relationship(lazy="raise_on_sql")
    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    files: Mapped[list[Attachment]] = relationship(
        lazy="raise_on_sql", secondary="message_attachments", order_by=Attachment.id
    )
    edits: Mapped[list["MessageEdit"]] = relationship(lazy="raise_on_sql", order_by="MessageEdit.id")


class MessageEdit(Model):
    """What a message said before it was edited (S47)."""

    __tablename__ = "message_edits"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    body: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class MessageAttachment(Model):
    """A file that came with a message. A file belongs to one message."""

    __tablename__ = "message_attachments"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"), primary_key=True, unique=True)


class StateChange(Model):
    """From one state to another, by whom and why (S46)."""

    __tablename__ = "state_changes"
    __table_args__ = (
        Index("ix_state_changes_ticket", "ticket_id", "id"),
        index_where("after = 'resolved'", "ix_state_changes_resolved", "at"),
        CheckConstraint(one_of("before", State), name="known_before"),
        CheckConstraint(one_of("after", State), name="known_after"),
        CheckConstraint(one_of("cause", Cause), name="known_cause"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    before: Mapped[str]
    after: Mapped[str]
    cause: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")  # for staff: whom it waits for, why it was opened again
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class SeverityChange(Model):
    """Another severity, with a reason that the customer sees, and what it did to the deadline (S44, SE21)."""

    __tablename__ = "severity_changes"
    __table_args__ = (
        Index("ix_severity_changes_ticket", "ticket_id", "id"),
        CheckConstraint(
            "before BETWEEN 1 AND 4 AND after BETWEEN 1 AND 4 AND before <> after", name="another_severity"
        ),
        CheckConstraint("reason <> ''", name="has_reason"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    before: Mapped[int]
    after: Mapped[int]
    reason: Mapped[str]
    due_before: Mapped[datetime | None]
    due_after: Mapped[datetime | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Assignment(Model):
    """Whose ticket it became; nobody's when it was released."""

    __tablename__ = "assignments"
    __table_args__ = (Index("ix_assignments_ticket", "ticket_id", "id"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Presence(Model):
    """Who on staff has a ticket open just now, and whether they are writing (S47)."""

    __tablename__ = "presences"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    seen_at: Mapped[datetime]
    is_writing: Mapped[bool] = mapped_column(default=False)
