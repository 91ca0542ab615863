"""Opening tickets: one door for every channel, which checks caller and contract (S30, S40, S43, SE33)."""

from dataclasses import dataclass
from datetime import datetime

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.deadlines.operations import start_deadline
from portal.domain.errors import NotThere
from portal.domain.people.models import Person
from portal.domain.people.queries import actor_for, roles_of
from portal.domain.rights import Right, needs
from portal.domain.tickets.changing import answered, devices_of, facts_in_columns, hold, iso, keep_facts, say, stand
from portal.domain.tickets.drafts import CallDraft, ReplyDraft, TicketDraft
from portal.domain.tickets.models import Imei, Ticket
from portal.domain.tickets.notices import tell_caller
from portal.domain.tickets.refusals import CallInTheFuture, DraftIncomplete
from portal.domain.tickets.repeats import opened_just_now
from portal.domain.tickets.rules import Channel, Facts, State, has_content
from portal.domain.tickets.terms import Terms, terms_of


@dataclass(frozen=True, slots=True)
class Opening:
    """On which terms, since when, and which closed ticket it goes on with."""

    terms: Terms
    opened_at: datetime
    follows_id: int | None = None


@needs(Right.TICKET_OPEN)
def open_ticket(draft: TicketDraft, *, by: Actor, at: datetime, follows_id: int | None = None) -> Ticket:
    """A named caller opens a ticket: number and first-response deadline come at once, and by mail (S30, S43).

    Refuses NotANamedCaller, CallerNotYet, NoContract and ContractEnded; AreaNotOffered; and what the draft lacks.
    """
    terms = terms_of(by, draft, at=at, keeps_area=follows_id is not None)
    return _open(draft, Opening(terms, at, follows_id), by=by, at=at)


@needs(Right.TICKET_OPEN)
def open_ticket_once(draft: TicketDraft, *, by: Actor, at: datetime) -> Ticket:
    """As open_ticket, for a form that may be sent twice: the second time it is the ticket that is there (S40)."""
    terms = terms_of(by, draft, at=at)
    return opened_just_now(draft, by=by, at=at) or _open(draft, Opening(terms, at), by=by, at=at)


@needs(Right.TICKET_WORK)
def enter_by_phone(call: CallDraft, *, by: Actor, at: datetime) -> Ticket:
    """An agent enters what a named caller said on the phone. The call starts the clock and is the first response.

    Caller and contract are judged at the time of the call. Refuses like open_ticket, and CallInTheFuture (SE33, SE40).
    """
    if call.called_at > at:
        raise CallInTheFuture
    person = session().get(Person, call.person_id)
    if person is None or person.organisation_id is None or person.organisation_id in by.withheld:
        raise NotThere
    terms = terms_of(actor_for(person, roles_of(person.id)), call.ticket, at=call.called_at)
    ticket = _open(call.ticket, Opening(terms, call.called_at), by=by, at=at)
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
    _require_words(draft)
    terms, devices = opening.terms, devices_of(draft.facts)
    deadline = start_deadline(
        terms.target, terms.contract.plan.calendar_id, terms.calendar_version, by=by, at=opening.opened_at
    )
    ticket = Ticket(
        organisation_id=terms.contract.organisation_id,
        contract_id=terms.contract.id,
        person_id=terms.caller.person_id,
        contact_name=draft.contact_name.strip(),
        contact_email=draft.contact_email.strip(),
        contact_phone=draft.contact_phone.strip(),
        title=draft.title.strip(),
        area_id=draft.area_id,
        **facts_in_columns(draft.facts),
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
    session().add_all(Imei(ticket_id=ticket.id, digits=digits) for digits in devices)
    first = ReplyDraft(body=draft.description, uploads=draft.uploads, channel=draft.channel)
    say(ticket, first, is_public=True, author_id=ticket.person_id, by=by, at=opening.opened_at)
    told = {"severity": draft.severity, "channel": draft.channel, "due_at": iso(deadline.due_at)}
    record(by, "ticket.opened", ticket, at=at, **told)
    tell_caller(ticket, "ticket_opened", at=at, due_at=told["due_at"], by_phone=draft.channel == Channel.PHONE)
    return ticket


def _require_words(draft: TicketDraft) -> None:
    there = draft.title.strip() and draft.contact_name.strip() and draft.contact_email.strip()
    if not there or not has_content(draft.description):
        raise DraftIncomplete
