"""Whose ticket it is, and who has it open just now (S47, S49)."""

from datetime import datetime
from typing import NoReturn

from sqlalchemy import or_, select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.errors import NotThere, RightMissing
from portal.domain.people.models import Person
from portal.domain.people.sights import alone_with_sight_of, is_kept_from, works_on_tickets
from portal.domain.rights import Right, needs
from portal.domain.tickets.changing import hold, set_state
from portal.domain.tickets.models import Assignment, Presence, Ticket
from portal.domain.tickets.notices import tell_assignee
from portal.domain.tickets.refusals import (
    KeptFromThem,
    NotAssignable,
    ReleasedMeanwhile,
    TakenAlready,
    TicketClosed,
)
from portal.domain.tickets.rules import Cause, State


@needs(Right.TICKET_WORK)
def claim_ticket(ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """Take a ticket that is nobody's. Of two at once one gets it; the other reads who has it (TakenAlready).

    Refuses TicketClosed. Sight and right are looked at anew: both may have been taken since the request began (P2).
    """
    _require_sight_and_right(ticket, by)
    claimed = session().scalar(
        update(Ticket)
        .where(Ticket.id == ticket.id, Ticket.assignee_id.is_(None), Ticket.state != State.CLOSED)
        .values(assignee_id=by.person_id, version=Ticket.version + 1)
        .returning(Ticket.id)
        .execution_options(synchronize_session=False)
    )
    session().refresh(ticket, ["assignee_id", "state", "version"])
    if claimed is None:
        if ticket.state == State.CLOSED:
            raise TicketClosed
        _say_who_has_it(ticket)
    _note(ticket, by=by, at=at)


@needs(Right.TICKET_WORK)
def assign_ticket(
    ticket: Ticket, assignee: Person | None, *, by: Actor, at: datetime, seen_holder: int | None = None
) -> None:
    """Give a ticket to somebody on staff, or with None back to nobody.

    Refuses NotAssignable, TicketClosed, KeptFromThem.
    `seen_holder` is whose it was before the giver's eyes, 0 for nobody's. Is it somebody else's by now, the giver reads
    whose (TakenAlready, ReleasedMeanwhile): of two leads who give it away at once the second one decides anew (Q5).
    """
    if assignee is not None:
        alone_with_sight_of(assignee.id)
    hold(ticket, by=by)
    if ticket.state == State.CLOSED:
        raise TicketClosed
    if assignee is not None and not works_on_tickets(assignee.id):
        raise NotAssignable(name=assignee.name)
    if assignee is not None and is_kept_from(assignee.id, ticket.organisation_id):
        raise KeptFromThem(name=assignee.name)
    assignee_id = assignee.id if assignee else None
    if assignee_id == ticket.assignee_id:
        return
    if seen_holder is not None and seen_holder != (ticket.assignee_id or 0):
        _say_who_has_it(ticket)
    ticket.assignee_id = assignee_id
    _note(ticket, by=by, at=at)
    if assignee_id != by.person_id:
        tell_assignee(ticket, "ticket_assigned", at=at, name=by.name)


@needs(Right.PERSON_CHANGE)
def release_tickets(person: Person, organisation_id: int | None, *, by: Actor, at: datetime) -> list[Ticket]:
    """What this person has becomes nobody's: of one organisation, or of all. Those that are open, by number (P2).

    A closed one that its customer can still open again is released too; it would come back to somebody who can't see
    it. Part of staffing's operations, which tell the support leads.
    """
    held = select(Ticket).where(
        Ticket.assignee_id == person.id, or_(Ticket.closed_at.is_(None), Ticket.reopen_until > at)
    )
    if organisation_id is not None:
        held = held.where(Ticket.organisation_id == organisation_id)
    released = []
    for ticket in session().scalars(held.order_by(Ticket.number)).all():
        hold(ticket, by=by)
        if ticket.assignee_id == person.id:
            ticket.assignee_id = None
            _note(ticket, by=by, at=at)
            released.append(ticket)
    return [ticket for ticket in released if ticket.is_open]


@needs(Right.TICKET_WORK)
def mark_presence(ticket: Ticket, *, is_writing: bool, by: Actor, at: datetime) -> None:
    """Somebody on staff has the ticket open (S47). Asked every few seconds; leaves no audit entry."""
    if ticket.organisation_id in by.withheld:
        raise NotThere
    here = session().get(Presence, (ticket.id, by.person_id))
    if here is None:
        here = Presence(ticket_id=ticket.id, person_id=by.person_id, seen_at=at)
        session().add(here)
    here.seen_at, here.is_writing = at, is_writing


def _require_sight_and_right(ticket: Ticket, by: Actor) -> None:
    if by.person_id is None:
        raise RightMissing
    alone_with_sight_of(by.person_id)
    if ticket.organisation_id in by.withheld or is_kept_from(by.person_id, ticket.organisation_id):
        raise NotThere
    if not works_on_tickets(by.person_id):
        raise RightMissing


def _say_who_has_it(ticket: Ticket) -> NoReturn:
    if ticket.assignee_id is None:
        raise ReleasedMeanwhile
    raise TakenAlready(name=session().get_one(Person, ticket.assignee_id).name)


def _note(ticket: Ticket, *, by: Actor, at: datetime) -> None:
    session().add(Assignment(ticket_id=ticket.id, assignee_id=ticket.assignee_id, by_id=by.person_id, at=at))
    record(by, "ticket.assigned", ticket, at=at, assignee_id=ticket.assignee_id)
    if ticket.assignee_id is not None and ticket.state == State.NEW:
        set_state(ticket, State.OPEN, Cause.ANSWER, by=by, at=at)
