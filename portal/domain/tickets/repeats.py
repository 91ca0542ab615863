"""The same form sent twice: a double click, a page sent again after the line broke (S40, S47).

Two who open wait for one another by the person, two who say something by the ticket that they hold.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.attachments.models import Attachment
from portal.domain.attachments.operations import drop_upload
from portal.domain.attachments.queries import pending
from portal.domain.rights import Right, needs
from portal.domain.tickets.changing import devices_of
from portal.domain.tickets.drafts import ReplyDraft, TicketDraft
from portal.domain.tickets.models import Message, MessageAttachment, Ticket

TWICE_WITHIN = timedelta(minutes=2)


@needs(Right.TICKET_OPEN)
def opened_just_now(draft: TicketDraft, *, by: Actor, at: datetime) -> Ticket | None:
    """The ticket that this person opened by the same form a moment ago; None when this is the first.

    Another device or contact makes it another ticket. Whoever asks has come through the door, see terms.py.
    """
    facts = replace(draft.facts, imeis=tuple(devices_of(draft.facts)))
    found = session().scalars(
        select(Ticket)
        .where(
            Ticket.person_id == by.person_id,
            Ticket.entered_by_id == by.person_id,
            Ticket.entered_at > at - TWICE_WITHIN,
            Ticket.title == draft.title.strip(),
            Ticket.severity == draft.severity,
            Ticket.area_id == draft.area_id,
            Ticket.contact_name == draft.contact_name.strip(),
            Ticket.contact_email == draft.contact_email.strip(),
            Ticket.contact_phone == draft.contact_phone.strip(),
        )
        .options(selectinload(Ticket.imeis))
        .order_by(Ticket.id.desc())
    )
    for ticket in found:
        first = select(Message).where(Message.ticket_id == ticket.id).order_by(Message.id).limit(1)
        if ticket.facts == facts and _is_the_same(
            session().scalar(first), draft.description, draft.uploads, by=by, at=at
        ):
            return ticket
    return None


class Word(NamedTuple):
    """A message, without what it says."""

    id: int
    author_id: int | None
    by_staff: bool
    is_automatic: bool
    at: datetime


def said_since(ticket: Ticket, seen_message_id: int, *, is_public: bool = True) -> list[Word]:
    """What was said since the writer's page was made, newest first, for who holds the ticket. At most one query.

    A word that came too late to reopen a closed ticket stands in the one that goes on from it (S46).
    """
    if is_public and ticket.is_open and ticket.last_said_id is not None and ticket.last_said_id <= seen_message_id:
        return []
    said = select(Message.id, Message.author_id, Message.by_staff, Message.is_automatic, Message.at)
    said = said.join(Message.ticket).where(or_(Ticket.id == ticket.id, Ticket.follows_id == ticket.id))
    said = said.where(Message.is_public == is_public, Message.id > seen_message_id)
    return [Word._make(row) for row in session().execute(said.order_by(Message.id.desc()))]


@needs(Right.TICKET_REPLY)
def said_just_now(since: list[Word], draft: ReplyDraft, *, by: Actor, at: datetime) -> Message | None:
    """The message that this person sent by the same form a moment ago, when nothing was said after it."""
    if not since or since[0].author_id != by.person_id or since[0].at <= at - TWICE_WITHIN:
        return None
    message = session().get_one(Message, since[0].id, options=[joinedload(Message.ticket)], populate_existing=True)
    if draft.then is not None and message.ticket.state != draft.then:
        return None  # the same words, but now something is to follow from them
    return message if _is_the_same(message, draft.body, draft.uploads, by=by, at=at) else None


def _is_the_same(message: Message | None, body: str, uploads: str | None, *, by: Actor, at: datetime) -> bool:
    """The same words, and no file that it hasn't got. The files that came a second time are dropped."""
    if message is None or message.is_automatic or message.body != body:
        return False
    waiting = pending(by, uploads) if uploads else []
    there = set(
        session().scalars(
            select(Attachment.sha256)
            .join(MessageAttachment, MessageAttachment.attachment_id == Attachment.id)
            .where(MessageAttachment.message_id == message.id)
        )
    )
    if not {file.sha256 for file in waiting} <= there:
        return False
    for file in waiting:
        drop_upload(file.key, by=by, at=at)
    return True
