"""What stands on a ticket's page, in the reader's words. Every noun of a ticket that answers with the page uses it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal.blueprints.tickets.story import EventView, assigned, events
from portal.blueprints.tickets.talk import talk
from portal.domain.deadlines.models import Deadline
from portal.domain.deadlines.queries import promise_of
from portal.domain.deadlines.rules import Clock
from portal.domain.people.queries import names_of
from portal.domain.tickets.models import Message, Ticket
from portal.domain.tickets.queries import agents, conversation, happened
from portal.domain.tickets.rules import Channel, Fact, State, still_needed
from portal.showing.ticket_words import NEEDED, REPRODUCIBLE, SEVERITIES, STATES
from portal.web.admission import actor
from portal.web.explaining import Line, explained
from portal.web.formats import DeadlineView, clock, deadline_view, iso, moment, number, time_tag
from portal.web.forms import PortalForm
from portal.web.ids import key
from portal.web.markdown import rendered

KILOBYTE, MEGABYTE = 1_000, 1_000_000


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message, ready to be shown."""

    id: int
    name: str
    side: str  # support, or the organisation
    kind: str  # reply, own, note
    when: str
    when_iso: str
    edited: str
    text: Markup
    quoted: Markup
    files: list[dict[str, str]]
    earlier: list[tuple[str, Markup]]  # what it said before it was edited: until when, and the text
    is_editable: bool


@dataclass(frozen=True, slots=True)
class PromiseView:
    """The first response, and how it came about."""

    view: DeadlineView
    say: str
    lines: list[Line]
    is_running: bool
    closes: str  # when silence closes the ticket (S48), or ""


def shown(ticket: Ticket, **given: PortalForm) -> dict[str, Any]:
    """The values of tickets/show.html that follow from the ticket; `given` are forms that were just sent, by name."""
    messages = conversation(actor(), ticket)
    staff = agents(ticket.organisation_id) if actor().is_staff else []
    return {
        "ticket": ticket,
        "state": _(STATES[State(ticket.state)]),
        "severity": _(SEVERITIES[ticket.severity]),
        "promise": promise_view(ticket),
        "needed": needed(ticket, messages),
        "story": story(ticket, messages, {agent.id: agent.name for agent in staff}),
        "seen_message_id": request.form.get("seen_message_id", messages[-1].id if messages else 0, type=key),
        "about": about(ticket),
        "talk": talk(ticket, staff, given),
    }


def story(ticket: Ticket, messages: list[Message], names: dict[int, str]) -> list[tuple[str, MessageView | EventView]]:
    """Messages and events, oldest first; of the same moment the message before what it caused (S55).

    `names` are those known already; former agents, who had the ticket too, are looked up.
    """
    said = [(message.at, 0, "message", message_view(ticket, message)) for message in messages]
    entries = happened(actor(), ticket)
    names = names | names_of(assigned(entries) - names.keys())
    done = [(event.at, 1, "event", event) for event in events(entries, names)]
    return [(kind, view) for _at, _order, kind, view in sorted([*said, *done], key=lambda entry: entry[:2])]


def promise_view(ticket: Ticket) -> PromiseView:
    """The deadline as the component takes it; a person reads "we answer by" while it runs."""
    deadline = ticket.first_response
    view = deadline_view(
        _("first response"), deadline.due_at, started_at=deadline.counted_from_at, met_at=deadline.met_at
    )
    return PromiseView(view, _promise_in_words(deadline, view), _lines(deadline), deadline.is_running, _silence(ticket))


def _promise_in_words(deadline: Deadline, view: DeadlineView) -> str:
    if not deadline.is_running:
        return ""
    return _("We answer by %(at)s", at=view.at) if view.urgency != "late" else _("An answer was due %(at)s", at=view.at)


def _lines(deadline: Deadline) -> list[Line]:
    counts_business = deadline.calendar is not None and deadline.clock == Clock.BUSINESS
    calendar = deadline.calendar.name if counts_business and deadline.calendar else ""
    return explained(promise_of(deadline), calendar, actor().zone)


def _silence(ticket: Ticket) -> str:
    if ticket.silence_closes_at is None:
        return ""
    closes_at = moment(ticket.silence_closes_at)
    if actor().is_staff:
        return _("Without a word from the customer it closes by itself on %(closes_at)s.", closes_at=closes_at)
    return _("We wait for your word. Without it the ticket closes by itself on %(closes_at)s.", closes_at=closes_at)


def needed(ticket: Ticket, messages: list[Message]) -> list[str]:
    """What was asked for and isn't there, in words (S40); nothing on a closed ticket."""
    if not ticket.is_open:
        return []
    files = sum(len(message.files) for message in messages)
    return [_(NEEDED[Fact(fact)]) for fact in still_needed(ticket.facts, files=files)]


def message_view(ticket: Ticket, message: Message) -> MessageView:
    """One message in the reader's words; what is automatic in their language."""
    who = actor()
    text = rendered(told(message) if message.is_automatic else message.body)
    own = message.author_id is not None and message.author_id == who.person_id
    return MessageView(
        id=message.id,
        name=message.author.name if message.author else _("Deskbell"),
        side=_side(ticket, message),
        kind="note" if not message.is_public else "own" if own else "reply",
        when=clock(message.at),
        when_iso=iso(message.at),
        edited=_("edited %(at)s", at=clock(message.edited_at)) if message.edited_at else "",
        text=text.own,
        quoted=text.quoted,
        files=[
            {
                "name": file.name,
                "href": url_for("tickets.attachments.show", number=ticket.number, key=file.key),
                "size": size_in_words(file.size),
            }
            for file in message.files
        ],
        earlier=[(moment(edit.at), rendered(edit.body).own) for edit in message.edits] if message.edited_at else [],
        is_editable=own and not message.is_automatic,
    )


def told(message: Message) -> str:
    """An automatic message in the reader's language, its moments in their zone."""
    values = {name: _in_words(value) for name, value in message.values.items()}
    return _(message.body).format(**values)


def about(ticket: Ticket) -> list[tuple[str, object]]:
    """The facts in the column beside the conversation."""
    facts = ticket.facts
    staff = actor().is_staff
    return [
        (_("Organisation"), ticket.organisation.name),
        (_("Plan"), ticket.contract.plan.name),
        (_("Opened"), time_tag(ticket.opened_at)),
        (_("Opened by"), ticket.person.name),
        (_("Entered by"), ticket.entered_by.name if ticket.channel == Channel.PHONE and ticket.entered_by else ""),
        (_("Contact"), ticket.contact_name),
        (_("Contact email"), ticket.contact_email),
        (_("Contact phone"), ticket.contact_phone),
        (
            _("Assigned to"),
            (ticket.assignee.name if ticket.assignee else _("Nobody yet")) if staff or ticket.assignee else "",
        ),
        (_("Product area"), _(ticket.area.name)),
        (_("Expected"), facts.expected),
        (_("Business impact"), facts.impact),
        (_("Since"), facts.since),
        (_("Can it be repeated?"), _(REPRODUCIBLE[facts.reproducible]) if facts.reproducible else ""),
        (_("Steps"), facts.steps),
        (_("Device model"), facts.device_model),
        (_("IMEI"), ", ".join(facts.imeis)),
        (_("Devices concerned"), number(facts.device_count) if facts.device_count else ""),
        (_("Operating system and build"), facts.os_build),
        (_("Carrier"), facts.carrier),
        (_("Service ID"), facts.service_id),
        (_("Earlier ticket"), facts.earlier_number),
        (_("Other details"), facts.other_details),
    ]


def size_in_words(size: int) -> str:
    """Of a file."""
    if size < MEGABYTE:
        return _("%(size)s kB", size=number(max(1, round(size / KILOBYTE))))
    return _("%(size)s MB", size=number(round(size / MEGABYTE, 1)))


def _side(ticket: Ticket, message: Message) -> str:
    if message.is_automatic:
        return _("automatic")
    return _("Support") if message.by_staff else ticket.organisation.name


def _in_words(value: object) -> object:
    try:
        return moment(datetime.fromisoformat(str(value)))
    except ValueError:
        return value
