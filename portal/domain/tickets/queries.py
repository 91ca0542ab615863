"""Finding tickets, what was said on them and what happened. What isn't the reader's is not there (P2)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload, with_expression
from sqlalchemy.orm.attributes import set_committed_value

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.attachments.models import Attachment
from portal.domain.audit.models import AuditEntry
from portal.domain.deadlines.models import Deadline
from portal.domain.deadlines.queries import is_still_running
from portal.domain.deadlines.rules import as_of
from portal.domain.organisations.models import Organisation
from portal.domain.people.models import Person, PersonRole, WithheldSight
from portal.domain.rights import RIGHTS_OF, Right, Role
from portal.domain.roster.models import Caller
from portal.domain.roster.queries import caller_of
from portal.domain.tickets.listing import Filters, Listing, Row, counts, tickets_of
from portal.domain.tickets.models import Message, MessageAttachment, MessageEdit, Presence, ProductArea, Ticket
from portal.domain.tickets.rules import Standing
from portal.domain.tickets.scope import theirs

__all__ = [
    "Filters",
    "Listing",
    "Row",
    "agents",
    "all_areas",
    "area_numbered",
    "areas",
    "astray",
    "attachment_for",
    "callers_called",
    "conversation",
    "counts",
    "happened",
    "last_words",
    "message_for",
    "next_overdue",
    "next_silent",
    "next_to_remind",
    "present",
    "theirs",
    "ticket_for",
    "tickets_of",
    "who_calls",
]
HERE_FOR = timedelta(seconds=30)
TOLD_TO_CUSTOMERS = (  # any other action is told to staff alone, until somebody decides that customers read it (S55)
    "ticket.opened",
    "ticket.replied",
    "ticket.answered",
    "ticket.breached",
    "ticket.state_changed",
    "ticket.severity_changed",
    "ticket.severity_confirmed",
    "ticket.facts_changed",
    "ticket.reminded",
    "ticket.followed",
)


def ticket_for(actor: Actor, number: int) -> Ticket | None:
    """The ticket with all that its page shows, in one query; None when there is none or it isn't theirs (P2)."""
    if not 0 < number < 2**31:
        return None
    related = (
        Ticket.organisation,
        Ticket.contract,
        Ticket.area,
        Ticket.person,
        Ticket.assignee,
        Ticket.entered_by,
        Ticket.first_response,
        Ticket.follows,
    )
    found = select(Ticket).where(Ticket.number == number, theirs(actor)).options(joinedload(Ticket.imeis))
    found = found.options(*(joinedload(one) for one in related), joinedload(Ticket.first_response, Deadline.calendar))
    last_said = select(func.max(Message.id)).where(Message.ticket_id == Ticket.id, Message.is_public)
    found = found.options(with_expression(Ticket.last_said_id, last_said.scalar_subquery()))
    return session().scalars(found).unique().one_or_none()


def conversation(actor: Actor, ticket: Ticket) -> list[Message]:
    """What was said, oldest first, with authors and files; notes for staff alone. Two queries, or three."""
    found = select(Message).where(Message.ticket_id == ticket.id).order_by(Message.id)
    if not actor.is_staff:
        found = found.where(Message.is_public)
    messages = list(session().scalars(found.options(joinedload(Message.author), selectinload(Message.files))))
    edited: dict[int, list[MessageEdit]] = {message.id: [] for message in messages if message.edited_at is not None}
    if edited:
        for edit in session().scalars(
            select(MessageEdit).where(MessageEdit.message_id.in_(edited)).order_by(MessageEdit.id)
        ):
            edited[edit.message_id].append(edit)
    for message in messages:
        set_committed_value(message, "edits", edited.get(message.id, []))
    return messages


def last_words(ticket: Ticket) -> Message | None:
    """The newest public message of a ticket that was looked up through its reader, with its author. One query."""
    said = select(Message).where(Message.ticket_id == ticket.id, Message.is_public, Message.is_automatic.is_(False))
    return session().scalar(said.order_by(Message.id.desc()).limit(1).options(joinedload(Message.author)))


def message_for(actor: Actor, number: int, message_id: int) -> Message | None:
    """One message of a ticket that this person may see, with its ticket and author."""
    found = (
        select(Message)
        .join(Message.ticket)
        .where(Ticket.number == number, Message.id == message_id, theirs(actor))
        .options(joinedload(Message.ticket), joinedload(Message.author), selectinload(Message.edits))
    )
    return session().scalar(found if actor.is_staff else found.where(Message.is_public))


def happened(actor: Actor, ticket: Ticket) -> list[tuple[AuditEntry, str | None]]:
    """Everything that happened, oldest first, with the doer's name; customers don't see what is internal (S55)."""
    found = (
        select(AuditEntry, Person.name)
        .outerjoin(Person, Person.id == AuditEntry.person_id)
        .where(AuditEntry.subject_kind == Ticket.__tablename__, AuditEntry.subject_id == ticket.id)
        .order_by(AuditEntry.id)
    )
    if not actor.is_staff:
        found = found.where(AuditEntry.action.in_(TOLD_TO_CUSTOMERS))
    return [(entry, name) for entry, name in session().execute(found)]


def attachment_for(actor: Actor, number: int, key: str) -> Attachment | None:
    """A file of a ticket that this person may see; of a note for staff alone. Checked on each fetch (P23)."""
    found = (
        select(Attachment)
        .join(MessageAttachment, MessageAttachment.attachment_id == Attachment.id)
        .join(Message, Message.id == MessageAttachment.message_id)
        .join(Ticket, Ticket.id == Message.ticket_id)
        .where(Ticket.number == number, Attachment.key == key, theirs(actor))
    )
    return session().scalar(found if actor.is_staff else found.where(Message.is_public))


def areas() -> list[ProductArea]:
    """The product areas that can be chosen, in their order (S41)."""
    chosen = select(ProductArea).where(ProductArea.retired_at.is_(None))
    return list(session().scalars(chosen.order_by(ProductArea.position, ProductArea.id)))


def all_areas() -> list[ProductArea]:
    """The product areas, the retired ones last (S41)."""
    chosen = select(ProductArea).order_by(ProductArea.retired_at.is_not(None), ProductArea.position, ProductArea.id)
    return list(session().scalars(chosen))


def area_numbered(area_id: int) -> ProductArea | None:
    """A product area, retired or not."""
    return session().get(ProductArea, area_id) if 0 < area_id < 2**31 else None


class CallerFound(NamedTuple):
    """Somebody who may call, and whom they call for."""

    person_id: int
    name: str
    email: str
    organisation: str


def callers_called(actor: Actor, text: str, at: datetime, most: int = 30) -> list[CallerFound]:
    """Named callers by name, mail or organisation, for who takes a call; nothing for customers."""
    if not actor.may(Right.TICKET_WORK) or not text:
        return []
    found = (
        select(Person.id, Person.name, Person.email, Organisation.name)
        .join(Caller, Caller.person_id == Person.id)
        .join(Organisation, Organisation.id == Caller.organisation_id)
        .where(Caller.from_at <= at, (Caller.until_at.is_(None)) | (Caller.until_at > at))
        .where(Caller.organisation_id.not_in(sorted(actor.withheld)))
        .where(*(_mentions(word) for word in text.split()[:5]))
        .order_by(Organisation.name, Person.name)
        .limit(most)
    )
    return [CallerFound._make(row) for row in session().execute(found)]


def who_calls(actor: Actor, person_id: int, at: datetime) -> Caller | None:
    """The named caller who is on the phone; None when they aren't one, or their tickets are kept from who asks (P2)."""
    caller = caller_of(person_id, at)
    return caller if caller is not None and caller.organisation_id not in actor.withheld else None


def _mentions(word: str) -> ColumnElement[bool]:
    columns = (Person.name, Person.email, Organisation.name)
    return or_(*(column.icontains(word, autoescape=True) for column in columns))


def agents(organisation_id: int) -> list[Person]:
    """Who can be given a ticket of this organisation, by name; not those from whom its tickets are kept (P2)."""
    roles = [role for role in Role if Right.TICKET_WORK in RIGHTS_OF[role]]
    kept = select(WithheldSight.person_id).where(WithheldSight.organisation_id == organisation_id)
    works = select(PersonRole.person_id).where(PersonRole.role.in_(roles))
    found = select(Person).where(
        Person.id.in_(works), Person.organisation_id.is_(None), Person.deactivated_at.is_(None), Person.id.not_in(kept)
    )
    return list(session().scalars(found.order_by(Person.name, Person.id)))


def present(ticket: Ticket, *, but: Actor, at: datetime) -> list[tuple[str, bool]]:
    """Who else on staff has the ticket open: name, and whether they are writing (S47)."""
    found = (
        select(Person.name, Presence.is_writing)
        .join(Person, Person.id == Presence.person_id)
        .where(Presence.ticket_id == ticket.id, Presence.person_id != but.person_id, Presence.seen_at > at - HERE_FOR)
    )
    return [(name, is_writing) for name, is_writing in session().execute(found.order_by(Person.name))]


def next_overdue(at: datetime, but: Collection[int] = ()) -> Ticket | None:
    """The ticket whose promise passed first of those that nobody has recorded as broken; not those passed over."""
    found = select(Ticket).join(Deadline, Deadline.id == Ticket.first_response_id)
    found = found.where(*is_still_running(), Deadline.due_at < as_of(at), Ticket.id.not_in(but))
    return session().scalar(found.order_by(Deadline.due_at, Ticket.id).limit(1))


def next_to_remind(at: datetime, but: Collection[int] = ()) -> Ticket | None:
    """The next ticket whose customer is to be reminded. Past the closing nobody is."""
    found = select(Ticket).where(Ticket.remind_at <= at, Ticket.silence_closes_at > at, Ticket.id.not_in(but))
    return session().scalar(found.order_by(Ticket.remind_at, Ticket.id).limit(1))


def next_silent(at: datetime, but: Collection[int] = ()) -> Ticket | None:
    """The next ticket that silence closes."""
    found = select(Ticket).where(Ticket.silence_closes_at <= at, Ticket.id.not_in(but))
    return session().scalar(found.order_by(Ticket.silence_closes_at, Ticket.id).limit(1))


def astray() -> list[Ticket]:
    """Tickets in the list by a deadline that has moved since."""
    found = select(Ticket).join(Deadline, Deadline.id == Ticket.first_response_id)
    found = found.where(Ticket.standing == Standing.RUNNING, Ticket.due_at != Deadline.due_at)
    return list(session().scalars(found.limit(500)))
