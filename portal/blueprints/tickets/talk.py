"""What the reader can do on a ticket's page: the forms, and which of them make sense in its present state."""

from dataclasses import dataclass

from portal.clock import now
from portal.domain.people.models import Person
from portal.domain.rights import Right
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.rules import State, may_become, may_reopen
from portal.showing.ticket_forms import (
    AnswerForm,
    AssignmentForm,
    ClosureForm,
    NoteForm,
    ReopeningForm,
    ReplyForm,
    SeverityForm,
    TalkForm,
    WaitForm,
)
from portal.web.admission import actor
from portal.web.forms import PortalForm


@dataclass(frozen=True, slots=True)
class Talk:
    """The forms of the page; None where one would lead to a refusal."""

    reply: TalkForm | None
    note: NoteForm | None = None
    severity: SeverityForm | None = None
    assignment: AssignmentForm | None = None
    wait: WaitForm | None = None
    closure: ClosureForm | None = None
    reopening: ReopeningForm | None = None
    may_claim: bool = False
    may_confirm: bool = False
    may_resolve: bool = False
    goes_on: bool = False  # a reply opens a new ticket, since this one is closed for good (S46)


def talk(ticket: Ticket, agents: list[Person], given: dict[str, PortalForm]) -> Talk:
    """For this reader, with the forms that were just sent as they were sent."""
    if not actor().may(Right.TICKET_WORK):
        closed_for_good = not may_reopen(ticket.state, ticket.reopen_until, now())
        return Talk(reply=given.get("reply") or ReplyForm(), goes_on=closed_for_good)
    state, answered = ticket.state, ticket.first_response.met_at is not None
    waits = answered and may_become(state, State.WAITING_FOR_THIRD_PARTY)
    reopens = state == State.CLOSED and may_reopen(state, ticket.reopen_until, now())
    return Talk(
        reply=given.get("reply") or (AnswerForm() if ticket.is_open else None),
        note=given.get("note") or NoteForm(),
        severity=given.get("severity") or (SeverityForm(ticket) if ticket.is_open else None),
        assignment=given.get("assignment") or (AssignmentForm(ticket, agents) if ticket.is_open else None),
        wait=given.get("wait") or (WaitForm() if waits else None),
        closure=given.get("closure") or (ClosureForm() if answered and may_become(state, State.CLOSED) else None),
        reopening=given.get("reopening") or (ReopeningForm() if reopens else None),
        may_claim=ticket.is_open and ticket.assignee_id is None,
        may_confirm=ticket.is_open and ticket.severity_confirmed_at is None,
        may_resolve=answered and may_become(state, State.RESOLVED),
    )
