"""Opening tickets: one door for every channel, which checks caller and contract (S30, S40, S43, SE33)."""

from dataclasses import dataclass
from datetime import datetime

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.deadlines.operations import start_deadline
from portal.domain.errors import NotThere
from portal.domain.organisations.models import Contract
from portal.domain.organisations.operations import require_running_contract
from portal.domain.people.models import Person
from portal.domain.people.queries import actor_for, roles_of
from portal.domain.rights import Right, needs
from portal.domain.roster.operations import require_named_caller
from portal.domain.tickets.changing import answered, hold, iso, keep_facts, say, stand, target_for
from portal.domain.tickets.drafts import CallDraft, ReplyDraft, TicketDraft
from portal.domain.tickets.models import FIRST_NUMBER, ProductArea, Ticket, TicketNumber
from portal.domain.tickets.notices import tell_caller
from portal.domain.tickets.refusals import CallInTheFuture, DraftIncomplete
from portal.domain.tickets.rules import SEVERITIES, Channel, Facts, State, has_content


@dataclass(frozen=True, slots=True)
class Opening:
    """For whom, on which contract, since when, and which closed ticket it goes on with."""

    person_id: int
    contract: Contract
    opened_at: datetime
    follows_id: int | None = None


@needs(Right.TICKET_OPEN)
def open_ticket(draft: TicketDraft, *, by: Actor, at: datetime, follows_id: int | None = None) -> Ticket:
    """A named caller opens a ticket: number and first-response deadline come at once, and by mail (S30, S43).

    Refuses NotANamedCaller, CallerNotYet, NoContract and ContractEnded; and what the draft lacks.
    """
    caller = require_named_caller(by, at=at)
    contract = require_running_contract(caller.organisation_id, at=at)
    return _open(draft, Opening(caller.person_id, contract, at, follows_id), by=by, at=at)


@needs(Right.TICKET_WORK)
def enter_by_phone(call: CallDraft, *, by: Actor, at: datetime) -> Ticket:
    """An agent enters what a named caller said on the phone. The call starts the clock and is the first response.

    Caller and contract are judged at the time of the call. Refuses like open_ticket, and CallInTheFuture (SE33, SE40).
    """
    if call.called_at > at:
        raise CallInTheFuture
    person = session().get(Person, call.person_id)
    if person is None or person.organisation_id is None:
        raise NotThere
    caller = require_named_caller(actor_for(person, roles_of(person.id)), at=call.called_at)
    contract = require_running_contract(caller.organisation_id, at=call.called_at)
    ticket = _open(call.ticket, Opening(person.id, contract, call.called_at), by=by, at=at)
    answered(ticket, by=by, at=call.called_at)
    stand(ticket, since=call.called_at)
    return ticket


@needs(Right.TICKET_REPLY)
def fill_in_facts(ticket: Ticket, facts: Facts, *, by: Actor, at: datetime) -> list[str]:
    """Add what was still needed, or correct it; the names of the facts that changed (S40). Refuses NotAnImei."""
    hold(ticket, by=by)
    changed = keep_facts(ticket, facts)
    if changed:
        record(by, "ticket.facts_changed", ticket, at=at, facts=changed)
    return changed


def _open(draft: TicketDraft, opening: Opening, *, by: Actor, at: datetime) -> Ticket:
    _require_complete(draft)
    target = target_for(opening.contract, draft.severity)
    deadline = start_deadline(target, opening.contract.plan.calendar_id, by=by, at=opening.opened_at)
    ticket = Ticket(
        number=_next_number(),
        organisation_id=opening.contract.organisation_id,
        contract_id=opening.contract.id,
        person_id=opening.person_id,
        contact_name=draft.contact_name.strip(),
        contact_email=draft.contact_email.strip(),
        contact_phone=draft.contact_phone.strip(),
        title=draft.title.strip(),
        area_id=draft.area_id,
        channel=draft.channel,
        severity=draft.severity,
        state=State.NEW,
        opened_at=opening.opened_at,
        entered_at=at,
        entered_by_id=by.person_id,
        first_response_id=deadline.id,
        follows_id=opening.follows_id,
    )
    stand(ticket, since=opening.opened_at, deadline=deadline)
    session().add(ticket)
    session().flush()  # its devices and its first message need the id
    keep_facts(ticket, draft.facts, is_new=True)
    first = ReplyDraft(body=draft.description, uploads=draft.uploads, channel=draft.channel)
    say(ticket, first, is_public=True, author_id=opening.person_id, by=by, at=opening.opened_at)
    record(
        by, "ticket.opened", ticket, at=at, severity=draft.severity, channel=draft.channel, due_at=iso(deadline.due_at)
    )
    tell_caller(ticket, "ticket_opened", at=at, due_at=iso(deadline.due_at), by_phone=draft.channel == Channel.PHONE)
    return ticket


def _require_complete(draft: TicketDraft) -> None:
    there = draft.title.strip() and draft.contact_name.strip() and draft.contact_email.strip()
    area = session().get(ProductArea, draft.area_id)
    if not there or not has_content(draft.description) or draft.severity not in SEVERITIES or area is None:
        raise DraftIncomplete


def _next_number() -> int:
    taken = TicketNumber()
    session().add(taken)
    session().flush()  # the database counts
    return FIRST_NUMBER - 1 + taken.id
