"""Severity: proposed by the caller, confirmed or changed by an agent (S44, SE20-SE24)."""

from datetime import datetime

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.deadlines.operations import NewTarget, retarget_deadline
from portal.domain.deadlines.rules import severity_change
from portal.domain.organisations.models import Contract
from portal.domain.rights import Right, needs
from portal.domain.tickets.changing import first_response_of, hold, iso, stand, target_for
from portal.domain.tickets.models import SeverityChange, Ticket
from portal.domain.tickets.notices import tell_caller, tell_responsible
from portal.domain.tickets.refusals import DraftIncomplete, ReasonMissing, SameSeverity
from portal.domain.tickets.rules import SEVERITIES, has_content


@needs(Right.TICKET_WORK)
def confirm_severity(ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """An agent agrees with the severity. Safe to do twice."""
    hold(ticket, by=by)
    if ticket.severity_confirmed_at is None:
        ticket.severity_confirmed_at = at
        record(by, "ticket.severity_confirmed", ticket, at=at, severity=ticket.severity)


@needs(Right.TICKET_WORK)
def change_severity(ticket: Ticket, to: int, *, reason: str, by: Actor, at: datetime) -> SeverityChange:
    """Another severity, with a reason that the customer sees; the deadline follows as in S44.

    Refuses SameSeverity and ReasonMissing.
    """
    hold(ticket, by=by)
    if to == ticket.severity:
        raise SameSeverity
    if to not in SEVERITIES:
        raise DraftIncomplete
    if not has_content(reason) or by.person_id is None:
        raise ReasonMissing
    contract = session().get_one(Contract, ticket.contract_id)
    target = NewTarget(target_for(contract, to), contract.plan.calendar_id)
    moved = retarget_deadline(
        first_response_of(ticket), severity_change(ticket.severity, to), target, reason=reason, by=by, at=at
    )
    change = SeverityChange(
        ticket_id=ticket.id,
        before=ticket.severity,
        after=to,
        reason=reason,
        due_before=moved.due_before_at,
        due_after=moved.due_after_at,
        by_id=by.person_id,
        at=at,
    )
    session().add(change)
    ticket.severity, ticket.severity_confirmed_at = to, at
    stand(ticket)
    due = {"due_before_at": iso(moved.due_before_at), "due_after_at": iso(moved.due_after_at)}
    record(by, "ticket.severity_changed", ticket, at=at, before=change.before, after=to, reason=reason, **due)
    if moved.late:
        record(by, "ticket.breached", ticket, at=at, due_at=iso(moved.due_before_at))
        tell_responsible(ticket, "ticket_breached", at=at, due_at=iso(moved.due_before_at))
    tell_caller(
        ticket, "ticket_severity_changed", at=at, before=change.before, reason=reason, due_at=iso(moved.due_after_at)
    )
    return change
