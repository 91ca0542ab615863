"""Jobs: promises that break, silence that reminds and closes. One ticket a call; False when there is nothing to do.

Each asks for the next ticket, then claims it in a way that only one can win: two workers, or a worker and a customer
who writes at the same moment, never both act (SE44, SE47). `but`: ids of tickets to pass over, since they failed.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.deadlines.operations import claim_breach
from portal.domain.errors import N_
from portal.domain.rights import Right, needs
from portal.domain.tickets.changing import first_response_of, hold, house_says, iso, set_state, silence_from, stand
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.notices import tell_caller, tell_responsible
from portal.domain.tickets.queries import astray, next_overdue, next_silent, next_to_remind
from portal.domain.tickets.rules import SILENT_STATES, Cause, State

CLOSED_BY_SILENCE = N_(
    "We asked on {asked_at} and heard nothing until {closes_at}, so this ticket is closed. "
    "It isn't solved? Write here until {reopen_until}, and it is open again."
)


@needs(Right.WORK_BY_ITSELF)
def record_next_breach(*, by: Actor, at: datetime, but: Collection[int] = ()) -> bool:
    """The earliest promise that passed unanswered is recorded as broken, at its own moment, and mailed once (SE44)."""
    ticket = next_overdue(at, but)
    if ticket is None:
        return False
    hold(ticket, by=by)
    deadline = first_response_of(ticket)
    if claim_breach(deadline, by=by, at=at):
        record(by, "ticket.breached", ticket, at=at, due_at=iso(deadline.due_at))
        tell_responsible(ticket, "ticket_breached", at=at, due_at=iso(deadline.due_at))
    stand(ticket)
    return True


@needs(Right.WORK_BY_ITSELF)
def remind_next_silent(*, by: Actor, at: datetime, but: Collection[int] = ()) -> bool:
    """The customer is reminded that we wait for their word, and when the ticket closes without it (S48)."""
    ticket = next_to_remind(at, but)
    if ticket is None or ticket.asked_at is None or ticket.silence_closes_at is None:
        return False
    moments = silence_from(ticket.asked_at)
    claimed = session().scalar(
        update(Ticket)
        .where(Ticket.id == ticket.id, Ticket.remind_at == ticket.remind_at, Ticket.silence_closes_at > at)
        .values(remind_at=moments.next_reminder(at) if moments else None, version=Ticket.version + 1)
        .returning(Ticket.id)
        .execution_options(synchronize_session=False)
    )
    if claimed is not None:
        closes_at = iso(ticket.silence_closes_at)
        record(by, "ticket.reminded", ticket, at=at, closes_at=closes_at)
        tell_caller(ticket, "ticket_silence_reminder", at=at, asked_at=iso(ticket.asked_at), closes_at=closes_at)
    return True


@needs(Right.WORK_BY_ITSELF)
def close_next_silent(*, by: Actor, at: datetime, but: Collection[int] = ()) -> bool:
    """What the customer left unanswered for five business days closes; it says why and how to go on (S48)."""
    ticket = next_silent(at, but)
    if ticket is None:
        return False
    hold(ticket, by=by)
    asked_at, closes_at = ticket.asked_at, ticket.silence_closes_at
    if ticket.state not in SILENT_STATES or closes_at is None or closes_at > at:
        return True  # the customer's word came first (SE47)
    set_state(ticket, State.CLOSED, Cause.SILENCE, by=by, at=at)
    moments = {"asked_at": iso(asked_at), "closes_at": iso(closes_at), "reopen_until": iso(ticket.reopen_until)}
    house_says(ticket, CLOSED_BY_SILENCE, at=at, **{name: moment or "" for name, moment in moments.items()})
    tell_caller(ticket, "ticket_closed_by_silence", at=at, **moments)
    return True


@needs(Right.WORK_BY_ITSELF)
def follow_deadlines(*, by: Actor, at: datetime) -> int:  # noqa: ARG001 - every operation names its moment
    """Tickets whose deadline moved with its calendar go to their new place in the list (SE41). How many it were."""
    moved = astray()
    for ticket in moved:
        hold(ticket, by=by)
        stand(ticket)
    return len(moved)
