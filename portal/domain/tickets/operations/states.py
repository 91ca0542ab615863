"""States that staff set: waiting, resolved, closed, opened again (S46, SE31). With an answer: reply(then=...)."""

from datetime import datetime

from portal.domain.actors import Actor
from portal.domain.house.queries import house
from portal.domain.rights import Right, needs
from portal.domain.tickets.changing import hold, set_state
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.notices import tell_caller
from portal.domain.tickets.refusals import NotFromHere, TooLateToReopen
from portal.domain.tickets.rules import Cause, State, may_reopen


@needs(Right.TICKET_WORK)
def wait_for_customer(ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """The customer has been asked; silence counts from now (S48). Refuses AnswerFirst (SE31)."""
    hold(ticket, by=by)
    set_state(ticket, State.WAITING_FOR_CUSTOMER, Cause.STAFF, by=by, at=at)


@needs(Right.TICKET_WORK)
def wait_for_third_party(ticket: Ticket, *, whom: str, by: Actor, at: datetime) -> None:
    """Somebody else has to do something first. An unanswered promise runs on. `whom` is for staff."""
    hold(ticket, by=by)
    set_state(ticket, State.WAITING_FOR_THIRD_PARTY, Cause.STAFF, by=by, at=at, reason=whom)


@needs(Right.TICKET_WORK)
def resolve_ticket(ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """It works again, as far as we know; without another word it closes by itself (S48). Refuses AnswerFirst."""
    hold(ticket, by=by)
    set_state(ticket, State.RESOLVED, Cause.STAFF, by=by, at=at)
    tell_caller(ticket, "ticket_resolved", at=at)


@needs(Right.TICKET_WORK)
def close_ticket(ticket: Ticket, *, reason: str, by: Actor, at: datetime) -> None:
    """Done. The customer can open it again for so many days (S46). Refuses AnswerFirst, NotFromHere."""
    hold(ticket, by=by)
    set_state(ticket, State.CLOSED, Cause.STAFF, by=by, at=at, reason=reason)
    tell_caller(ticket, "ticket_closed", at=at, reason=reason)


@needs(Right.TICKET_WORK)
def reopen_ticket(ticket: Ticket, *, reason: str, by: Actor, at: datetime) -> None:
    """Open it again from waiting, resolved or closed. Refuses TooLateToReopen after the window (S46)."""
    hold(ticket, by=by)
    if not may_reopen(ticket.state, ticket.reopen_until, at):
        raise TooLateToReopen(days=house().reopen_for_days)
    set_state(ticket, State.OPEN, Cause.STAFF, by=by, at=at, reason=reason)


@needs(Right.TICKET_WORK)
def take_up(ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """Somebody works on a new ticket."""
    hold(ticket, by=by)
    if ticket.state != State.NEW:
        raise NotFromHere
    set_state(ticket, State.OPEN, Cause.STAFF, by=by, at=at)
