"""The same form sent twice: a double click, a page sent again after the line broke (S40, S47).

Whoever asks here first waits until no other request of the same person is about to do the same.
"""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.attachments.models import Attachment
from portal.domain.attachments.operations import drop_upload
from portal.domain.attachments.queries import pending
from portal.domain.rights import Right, needs
from portal.domain.tickets.drafts import ReplyDraft, TicketDraft
from portal.domain.tickets.models import Message, MessageAttachment, Ticket

TWICE_WITHIN = timedelta(minutes=2)


@needs(Right.TICKET_OPEN)
def opened_just_now(draft: TicketDraft, *, by: Actor, at: datetime) -> Ticket | None:
    """The ticket that this person opened by the same form a moment ago; None when this is the first."""
    one_at_a_time(f"tickets opened by {by.person_id}")
    found = session().scalars(
        select(Ticket)
        .where(
            Ticket.person_id == by.person_id,
            Ticket.entered_by_id == by.person_id,
            Ticket.entered_at > at - TWICE_WITHIN,
            Ticket.title == draft.title.strip(),
            Ticket.severity == draft.severity,
            Ticket.area_id == draft.area_id,
        )
        .order_by(Ticket.id.desc())
    )
    for ticket in found:
        first = select(Message).where(Message.ticket_id == ticket.id).order_by(Message.id).limit(1)
        if _is_the_same(session().scalar(first), draft.description, draft.uploads, by=by, at=at):
            return ticket
    return None


@needs(Right.TICKET_REPLY)
def said_just_now(
    ticket: Ticket, draft: ReplyDraft, *, is_public: bool = True, by: Actor, at: datetime
) -> Message | None:
    """The message that this person sent by the same form a moment ago, when nothing was said since.

    It may have come too late to reopen the ticket: then it stands in the one that goes on from it (S46).
    """
    one_at_a_time(f"messages of {by.person_id}")
    message = session().scalar(
        select(Message)
        .join(Message.ticket)
        .where(or_(Ticket.id == ticket.id, Ticket.follows_id == ticket.id), Message.is_public == is_public)
        .options(contains_eager(Message.ticket))
        .order_by(Message.id.desc())
        .limit(1)
    )
    if message is None or message.author_id != by.person_id or message.at <= at - TWICE_WITHIN:
        return None
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
