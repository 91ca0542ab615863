"""The conversation: public replies of both sides, internal notes, corrections (S45-S47)."""

from datetime import datetime

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.people.models import Person
from portal.domain.rights import Right, needs
from portal.domain.roster.operations import require_named_caller
from portal.domain.roster.queries import caller_of
from portal.domain.tickets.changing import await_word, hold, say, set_state, stand, stop_clock
from portal.domain.tickets.drafts import ReplyDraft, TicketDraft
from portal.domain.tickets.models import Message, MessageEdit, Ticket
from portal.domain.tickets.notices import tell_assignee, tell_caller
from portal.domain.tickets.operations.intake import open_ticket
from portal.domain.tickets.refusals import AnsweredMeanwhile, NothingSaid, NotYours, TicketClosed
from portal.domain.tickets.repeats import Word, said_just_now, said_since
from portal.domain.tickets.rules import SILENT_STATES, Cause, State, has_content, may_reopen, newest_of_others, reopens


@needs(Right.TICKET_REPLY)
def reply(ticket: Ticket, draft: ReplyDraft, *, by: Actor, at: datetime) -> Message:
    """Say something in public. Staff's answer meets the promise; the customer's opens the ticket again (S45, S46).

    Too late to reopen, the customer's word opens a linked new ticket: the message returned is then that ticket's first.
    The same form sent twice is said once: the message returned is then the one that is there.
    Refuses NothingSaid; staff: AnsweredMeanwhile (S47), TicketClosed; customers: NotANamedCaller (S30), and for a new
    ticket what open_ticket refuses.
    """
    hold(ticket, by=by)
    since = said_since(ticket, draft.seen_message_id)
    with session().no_autoflush:  # one answer is written in one go
        said = said_just_now(since, draft, by=by, at=at)
        if said is not None:
            return said
        return _answer(ticket, draft, since, by=by, at=at) if by.is_staff else _hear(ticket, draft, by=by, at=at)


@needs(Right.TICKET_WORK)
def add_note(ticket: Ticket, draft: ReplyDraft, *, by: Actor, at: datetime) -> Message:
    """Say something among staff, once. It stops no clock and moves no state (S45)."""
    hold(ticket, by=by)
    said = said_just_now(said_since(ticket, draft.seen_message_id, is_public=False), draft, by=by, at=at)
    if said is not None:
        return said
    note = say(ticket, draft, is_public=False, author_id=by.person_id, by=by, at=at)
    record(by, "ticket.noted", ticket, at=at, message=note.id)
    return note


@needs(Right.TICKET_REPLY)
def edit_message(message: Message, body: str, *, by: Actor, at: datetime) -> Message:
    """Correct one's own message; what it said before is kept and shown (S47). Needs `message.ticket` loaded."""
    if message.is_automatic or message.author_id != by.person_id or by.person_id is None:
        raise NotYours
    if not has_content(body):
        raise NothingSaid
    hold(message.ticket, by=by)
    session().refresh(message, ["body"])
    if body != message.body:
        session().add(MessageEdit(message_id=message.id, body=message.body, by_id=by.person_id, at=at))
        message.body, message.edited_at = body, at
        record(by, "ticket.message_edited", message.ticket, at=at, message=message.id)
    return message


def _answer(ticket: Ticket, draft: ReplyDraft, since: list[Word], *, by: Actor, at: datetime) -> Message:
    if ticket.state == State.CLOSED:
        raise TicketClosed
    _refuse_blind_answer(since, draft, by)
    message = say(ticket, draft, is_public=True, author_id=by.person_id, by=by, at=at)
    record(by, "ticket.replied", ticket, at=at, message=message.id)
    stop_clock(ticket, message, by=by, at=at)
    to = draft.then or (State.OPEN if ticket.state == State.NEW else None)
    if to is not None and to != ticket.state:
        set_state(ticket, to, Cause.STAFF if draft.then else Cause.ANSWER, by=by, at=at)
    else:
        if ticket.state in SILENT_STATES:
            await_word(ticket, at=at)  # the silence counts from the last thing we said
        stand(ticket, since=None)
    tell_caller(ticket, "ticket_answered", at=at, name=by.name, body=draft.body, state=ticket.state)
    return message


def _hear(ticket: Ticket, draft: ReplyDraft, *, by: Actor, at: datetime) -> Message:
    if caller_of(by.person_id, at) is None:
        require_named_caller(by, at=at)  # says who is, and who can change it (S32)
    if not may_reopen(ticket.state, ticket.reopen_until, at):
        return _go_on(ticket, draft, by=by, at=at)
    message = say(ticket, draft, is_public=True, author_id=by.person_id, by=by, at=at)
    record(by, "ticket.replied", ticket, at=at, message=message.id)
    if reopens(ticket.state):
        set_state(ticket, State.OPEN, Cause.CUSTOMER, by=by, at=at)
    tell_assignee(ticket, "ticket_customer_replied", at=at, name=by.name, body=draft.body)
    return message


def _go_on(ticket: Ticket, draft: ReplyDraft, *, by: Actor, at: datetime) -> Message:
    """The closed ticket stays closed; its facts go on in a new one, with a full new clock (S46, SE37)."""
    session().refresh(ticket, ["imeis"])
    new = open_ticket(
        TicketDraft(
            title=ticket.title,
            description=draft.body,
            severity=ticket.severity,
            area_id=ticket.area_id,
            contact_name=ticket.contact_name,
            contact_email=ticket.contact_email,
            contact_phone=ticket.contact_phone,
            facts=ticket.facts,
            uploads=draft.uploads,
            channel=draft.channel,
        ),
        by=by,
        at=at,
        follows_id=ticket.id,
    )
    record(by, "ticket.followed", ticket, at=at, by_number=new.number)
    first = session().scalars(select(Message).where(Message.ticket_id == new.id).order_by(Message.id).limit(1)).one()
    first.ticket = new
    return first


def _refuse_blind_answer(since: list[Word], draft: ReplyDraft, by: Actor) -> None:
    """Another on staff answered since the writer's page was made: let them read it first (S47)."""
    answers = [(word.id, word.author_id) for word in reversed(since) if word.by_staff and not word.is_automatic]
    other = newest_of_others(answers, by.person_id, draft.seen_message_id)
    if other is not None:
        raise AnsweredMeanwhile(name=session().get_one(Person, other).name)
