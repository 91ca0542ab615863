"""A ticket as it is worked on beside the queue: what was said last, and every form that makes sense now (Q5).

Every noun that changes it answers with `panel_after`: without htmx back to the queue as it was, with it a panel that
fetches itself anew, so that nothing on it is older than the change.
"""

from dataclasses import dataclass
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal.blueprints.queue.forms import PanelAnswerForm, StateForm
from portal.blueprints.queue.returning import back_to_queue, chosen_before
from portal.domain.tickets.models import Message, Ticket
from portal.domain.tickets.queries import agents, last_words
from portal.domain.tickets.rules import State
from portal.showing.ticket_forms import AssignmentForm, SeverityForm
from portal.showing.ticket_words import SEVERITIES, STATES
from portal.web.formats import clock, deadline_view
from portal.web.forms import PortalForm
from portal.web.htmx import wants_fragment
from portal.web.ids import key
from portal.web.markdown import rendered
from portal.web.responses import changed, invalid


@dataclass(frozen=True, slots=True)
class Said:
    """The last words, ready to be shown."""

    name: str
    when: str
    text: Markup


def panel(ticket: Ticket, **given: PortalForm) -> dict[str, Any]:
    """The values of queue/_panel.html; `given` are forms that were just sent, by name."""
    last, deadline = last_words(ticket), ticket.first_response
    back = chosen_before()
    return {
        "ticket": ticket,
        "state": _(STATES[State(ticket.state)]),
        "severity": _(SEVERITIES[ticket.severity]),
        "due": deadline_view(
            _("first response"), deadline.due_at, started_at=deadline.counted_from_at, met_at=deadline.met_at
        ),
        "last": _said(last) if last else None,
        "seen_message_id": request.form.get("seen_message_id", last.id if last else 0, type=key),
        "answer": given.get("reply") or PanelAnswerForm(),
        "assignment": given.get("assignment") or AssignmentForm(ticket, agents(ticket.organisation_id)),
        "severity_form": given.get("severity") or SeverityForm(ticket),
        "state_form": given.get("state") or StateForm(ticket),
        "may_claim": ticket.assignee_id is None,
        "back": back,
        "level": 2 if wants_fragment() else 1,  # of its heading: beside the queue or a page of its own
        "queue": url_for("queue.queue.index") + (f"?{back}" if back else ""),
    }


def panel_after(number: int, notice: str) -> Response:
    """It is done."""
    return changed(
        to=back_to_queue(),
        fragment="queue/_panel_again.html",
        notice=notice,
        again=url_for("queue.panels.show", number=number),
        back=chosen_before(),
    )


def panel_with(ticket: Ticket, **given: PortalForm) -> Response:
    """The panel with what was typed, and a sentence where one is needed."""
    return invalid("queue/show.html", fragment="queue/_panel.html", **panel(ticket, **given))


def _said(message: Message) -> Said:
    return Said(message.author.name if message.author else "", clock(message.at), rendered(message.body).own)
