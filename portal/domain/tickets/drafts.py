"""What crosses the border when somebody opens a ticket or says something, as values."""

from dataclasses import dataclass, field
from datetime import datetime

from portal.domain.tickets.rules import Channel, Facts, State


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDraft:
    """A ticket as somebody fills it in (S40). `uploads` is the form whose pending files come with it."""

    title: str
    description: str  # what is experienced; becomes the first message
    severity: int
    area_id: int
    contact_name: str
    contact_email: str
    contact_phone: str = ""
    facts: Facts = field(default_factory=Facts)
    uploads: str | None = None
    channel: Channel = Channel.PORTAL


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDraft:
    """A ticket that an agent enters for a named caller who phoned (S6, SE33)."""

    ticket: TicketDraft
    person_id: int
    called_at: datetime  # the clock starts here, and the call is its first response


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDraft:
    """Something to say in public. `seen_message_id` is the last message that stood on the writer's page (S47).

    `then` is what staff set with it: the answer and the state in one save (SE30).
    """

    body: str
    seen_message_id: int = 0
    uploads: str | None = None
    then: State | None = None
    channel: Channel = Channel.PORTAL
