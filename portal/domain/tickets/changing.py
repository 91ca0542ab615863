"""What every change of a ticket does on its way. Used by the operations alone, which have asked for the right."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select, update
from sqlalchemy.orm.attributes import set_committed_value

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.attachments.operations import claim_uploads
from portal.domain.audit.operations import record
from portal.domain.calendars.queries import working_hours_of
from portal.domain.deadlines.models import Deadline
from portal.domain.deadlines.operations import meet_deadline
from portal.domain.deadlines.rules import Target
from portal.domain.errors import NotThere
from portal.domain.house.queries import house
from portal.domain.organisations.models import Contract
from portal.domain.organisations.queries import target_of
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.models import Imei, Message, MessageAttachment, StateChange, Ticket
from portal.domain.tickets.refusals import AnswerFirst, NotAnImei, NotFromHere, NothingSaid
from portal.domain.tickets.rules import (
    SILENT_STATES,
    Cause,
    Channel,
    Facts,
    Silence,
    Standing,
    State,
    has_content,
    imei_digits,
    is_imei,
    may_become,
    needs_an_answer_first,
    reopen_until,
    silence,
    standing,
    stops_first_response_clock,
)
from portal.domain.tickets.terms import target_from_plan

COLUMNS = [column.key for column in inspect(Ticket).column_attrs]


def hold(ticket: Ticket, *, by: Actor) -> None:
    """Make this transaction the only one that changes the ticket until it ends, and see it as it is now.

    Whoever raises the version first goes first, the others wait: replies, claims and jobs can't overtake one another.
    """
    if not by.is_staff and by.organisation_id is not None and by.organisation_id != ticket.organisation_id:
        raise NotThere
    if ticket.organisation_id in by.withheld:
        raise NotThere
    version = session().scalar(
        update(Ticket)
        .where(Ticket.id == ticket.id)
        .values(version=Ticket.version + 1)
        .returning(Ticket.version)
        .execution_options(synchronize_session=False)
    )
    if version == ticket.version + 1:  # nobody has changed it since it was read
        set_committed_value(ticket, "version", version)
    else:
        session().refresh(ticket, COLUMNS)
        session().refresh(first_response_of(ticket))


def first_response_of(ticket: Ticket) -> Deadline:
    """The ticket's deadline. Who holds the ticket knows whether it was answered; a calendar may move it at any time."""
    return session().get_one(Deadline, ticket.first_response_id)


def target_for(contract: Contract, severity: int) -> Target:
    """What the contract's plan promises for a severity, as the deadlines know it."""
    return target_from_plan(target_of(contract.plan_id, severity), contract.plan)


def say(
    ticket: Ticket, draft: ReplyDraft, *, is_public: bool, author_id: int | None, by: Actor, at: datetime
) -> Message:
    """Add a message with its files. Refuses NothingSaid."""
    files = claim_uploads(draft.uploads, by=by, at=at) if draft.uploads else []
    if not has_content(draft.body) and not files:
        raise NothingSaid
    message = Message(
        ticket_id=ticket.id,
        author_id=author_id,
        is_public=is_public,
        by_staff=by.is_staff and author_id == by.person_id,
        channel=draft.channel,
        body=draft.body,
        at=at,
    )
    session().add(message)
    session().flush()  # its files and the reader's page need the id
    session().add_all(MessageAttachment(message_id=message.id, attachment_id=file.id) for file in files)
    message.ticket = ticket
    return message


def stop_clock(ticket: Ticket, message: Message, *, by: Actor, at: datetime) -> None:
    """The first answer with content meets the promise (S45); a late one is noted as a breach (SE34)."""
    counts = stops_first_response_clock(
        message.body, is_public=message.is_public, by_staff=message.by_staff, is_automatic=message.is_automatic
    )
    if counts:
        answered(ticket, by=by, at=at)


def answered(ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """Somebody on staff has answered."""
    deadline = first_response_of(ticket)
    if deadline.met_at is None:
        meeting = meet_deadline(deadline, by=by, at=at)
        if meeting.late:
            record(by, "ticket.breached", ticket, at=at, due_at=iso(deadline.due_at))
        if meeting.first:
            record(by, "ticket.answered", ticket, at=at, kept=deadline.is_kept)


def set_state(ticket: Ticket, to: State, cause: Cause, *, by: Actor, at: datetime, reason: str = "") -> None:
    """From one state to another, with its row and what follows from it (S46). Refuses NotFromHere, AnswerFirst."""
    if not may_become(ticket.state, to):
        raise NotFromHere
    if needs_an_answer_first(to) and first_response_of(ticket).met_at is None:
        raise AnswerFirst
    with session().no_autoflush:  # half a change would break the table's constraints
        before, ticket.state = ticket.state, to
        ticket.resolved_at = at if to is State.RESOLVED else ticket.resolved_at if to is State.CLOSED else None
        ticket.closed_at = at if to is State.CLOSED else None
        ticket.reopen_until = _reopen_until(at) if to is State.CLOSED else None
        await_word(ticket, at=at)
        stand(ticket, since=at)
    change = {"before": before, "after": to, "cause": cause, "reason": reason}
    session().add(StateChange(ticket_id=ticket.id, **change, by_id=by.person_id, at=at))
    record(by, "ticket.state_changed", ticket, at=at, **change)


def await_word(ticket: Ticket, *, at: datetime) -> None:
    """Count the silence from now on, where the state is one that silence ends; else stop counting (S48)."""
    moments = silence_from(at) if ticket.state in SILENT_STATES else None
    ticket.asked_at = at if ticket.state in SILENT_STATES else None
    ticket.silence_closes_at = moments.closes_at if moments else None
    ticket.remind_at = moments.next_reminder(at) if moments else None


def silence_from(asked_at: datetime) -> Silence | None:
    """What silence does from a moment on, by the house's numbers and calendar; nothing without a calendar."""
    settings = house()
    if settings.calendar_id is None:
        return None
    days, remind_after = settings.silence_business_days, settings.silence_reminder_after
    return silence(working_hours_of(settings.calendar_id), asked_at, days=days, remind_after=remind_after)


def stand(ticket: Ticket, *, since: datetime | None = None, deadline: Deadline | None = None) -> None:
    """Put the ticket where it belongs in the list. `since`: it stands so from this moment on."""
    deadline = deadline or first_response_of(ticket)
    promised = deadline.due_at if deadline.is_running else None
    ticket.standing = standing(ticket.state, due_at=promised, met_at=deadline.met_at)
    if ticket.standing == Standing.RUNNING and promised is not None:
        ticket.due_at = promised
    elif ticket.silence_closes_at is not None:
        ticket.due_at = ticket.silence_closes_at
    elif since is not None:
        ticket.due_at = since


def facts_in_columns(facts: Facts) -> dict[str, Any]:
    """What of the facts stands in the ticket's own row: all but the devices."""
    return {name: value for name, value in asdict(facts).items() if name != "imeis"}


def devices_of(facts: Facts) -> list[str]:
    """The digits of each IMEI, once. Refuses NotAnImei."""
    digits = list(dict.fromkeys(imei_digits(imei) for imei in facts.imeis if imei.strip()))
    wrong = next((imei for imei in digits if not is_imei(imei)), None)
    if wrong is not None:
        raise NotAnImei(imei=wrong[:40])
    return digits


def keep_facts(ticket: Ticket, facts: Facts) -> list[str]:
    """Write the facts onto the ticket; returns the names of those that changed. Refuses NotAnImei."""
    digits, words = devices_of(facts), facts_in_columns(facts)
    changed = [name for name, value in words.items() if getattr(ticket, name) != value]
    for name in changed:
        setattr(ticket, name, words[name])
    known = list(session().scalars(select(Imei).where(Imei.ticket_id == ticket.id)))
    session().add_all(Imei(ticket_id=ticket.id, digits=one) for one in digits if one not in {i.digits for i in known})
    for gone in (imei for imei in known if imei.digits not in digits):
        session().delete(gone)
    return [*changed, *(["imeis"] if {imei.digits for imei in known} != set(digits) else [])]


def house_says(ticket: Ticket, sentence: str, *, at: datetime, **values: str) -> Message:
    """An automatic public message: a sentence that each reader reads in their own language, and its values."""
    message = Message(
        ticket_id=ticket.id,
        by_staff=True,
        is_automatic=True,
        channel=Channel.PORTAL,
        body=sentence,
        values=values,
        at=at,
    )
    session().add(message)
    return message


def _reopen_until(closed_at: datetime) -> datetime:
    settings = house()
    return reopen_until(closed_at, settings.reopen_for_days, settings.zone)


def iso(at: datetime | None) -> str | None:
    """A moment for JSON: UTC, seconds, Z."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None
