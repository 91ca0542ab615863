"""The timeline: what was said and what happened, in one order (S55)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from portal.domain.audit.models import AuditEntry
from portal.domain.errors import N_
from portal.domain.tickets.rules import State
from portal.showing.ticket_words import SEVERITIES, STATES
from portal.web.admission import actor
from portal.web.formats import clock, iso, moment

SAID = {"ticket.replied", "ticket.noted", "ticket.message_edited"}  # stand there as messages


@dataclass(frozen=True, slots=True)
class EventView:
    """One grey line between the messages."""

    when: str
    when_iso: str
    text: str
    icon: str
    at: datetime


ICONS = {
    "ticket.opened": "ticket-perforated",
    "ticket.answered": "check-lg",
    "ticket.breached": "exclamation-triangle-fill",
    "ticket.state_changed": "arrow-right",
    "ticket.severity_changed": "flag",
    "ticket.severity_confirmed": "flag",
    "ticket.assigned": "person-check",
    "ticket.reminded": "bell",
    "ticket.followed": "link-45deg",
}
SENTENCES = {
    "ticket.opened": N_("%(name)s opened the ticket"),
    "ticket.severity_confirmed": N_("%(name)s confirmed the severity"),
    "ticket.reminded": N_("Reminder sent: we wait for your word"),
    "ticket.facts_changed": N_("%(name)s added what was still needed"),
}


def events(happened: list[tuple[AuditEntry, str | None]], names: dict[int, str]) -> list[EventView]:
    """What happened, in words; what was said is left out. `names` are those of who was assigned."""
    return [_event(entry, name or _("Deskbell"), names) for entry, name in happened if entry.action not in SAID]


def assigned(happened: list[tuple[AuditEntry, str | None]]) -> set[int]:
    """Whom the ticket was given to, by their ids."""
    given_to = (entry.details.get("assignee_id") for entry, _name in happened if entry.action == "ticket.assigned")
    return {person_id for person_id in given_to if person_id is not None}


def _event(entry: AuditEntry, name: str, names: dict[int, str]) -> EventView:
    return EventView(
        clock(entry.at), iso(entry.at), _text(entry, name, names), ICONS.get(entry.action, "info-circle"), entry.at
    )


def _text(entry: AuditEntry, name: str, names: dict[int, str]) -> str:
    told = TELLERS.get(entry.action)
    if told:
        return told(entry.details, name, names)
    sentence = SENTENCES.get(entry.action)
    return _(sentence, name=name) if sentence else f"{name}: {entry.action}"


def _answered(details: dict[str, Any], name: str, _names: dict[int, str]) -> str:
    if details.get("kept"):
        return _("%(name)s answered: first response in time", name=name)
    return _("%(name)s answered: first response late", name=name)


def _breached(details: dict[str, Any], _name: str, _names: dict[int, str]) -> str:
    return _("First response was due %(at)s and was not given in time", at=_moment(details.get("due_at")))


def _state(details: dict[str, Any], name: str, _names: dict[int, str]) -> str:
    line = _("%(name)s: %(state)s", name=name, state=_(STATES[State(details["after"])]))
    is_told = actor().is_staff or details["after"] == State.CLOSED  # why it is closed was written for the customer
    return f"{line} ({details['reason']})" if is_told and details.get("reason") else line


def _severity(details: dict[str, Any], name: str, _names: dict[int, str]) -> str:
    return _(
        "%(name)s changed the severity from %(before)s to %(after)s: %(reason)s",
        name=name,
        before=_(SEVERITIES[details["before"]]),
        after=_(SEVERITIES[details["after"]]),
        reason=details["reason"],
    )


def _assigned(details: dict[str, Any], name: str, names: dict[int, str]) -> str:
    to = details.get("assignee_id")
    if to is None:
        return _("%(name)s gave the ticket back", name=name)
    return _("%(name)s assigned it to %(to)s", name=name, to=names.get(to, _("somebody who left")))


def _followed(details: dict[str, Any], _name: str, _names: dict[int, str]) -> str:
    return _("Goes on in ticket %(number)s", number=details["by_number"])


def _moment(written: str | None) -> str:
    return moment(datetime.fromisoformat(written)) if written else ""


TELLERS = {
    "ticket.answered": _answered,
    "ticket.breached": _breached,
    "ticket.state_changed": _state,
    "ticket.severity_changed": _severity,
    "ticket.assigned": _assigned,
    "ticket.followed": _followed,
}
