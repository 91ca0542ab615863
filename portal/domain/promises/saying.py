"""What was said last on a ticket, for who answers from the queue."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import session
from portal.domain.tickets.models import Message, Ticket


def last_words(ticket: Ticket) -> Message | None:
    """The newest public message of a ticket that was looked up through its reader, with its author. One query."""
    said = select(Message).where(Message.ticket_id == ticket.id, Message.is_public, Message.is_automatic.is_(False))
    return session().scalar(said.order_by(Message.id.desc()).limit(1).options(joinedload(Message.author)))
