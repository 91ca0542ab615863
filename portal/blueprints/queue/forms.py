"""The form by which a ticket's state is changed from the queue (Q5)."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import ValidationError

from portal.domain.actors import Actor
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.operations import (
    close_ticket,
    reopen_ticket,
    resolve_ticket,
    wait_for_customer,
    wait_for_third_party,
)
from portal.domain.tickets.rules import State, staff_may_set
from portal.showing.ticket_forms import AnswerForm
from portal.web.forms import AtMost, Needed, PortalForm

WORDS = {
    State.OPEN: _l("Is our turn again"),
    State.WAITING_FOR_CUSTOMER: _l("Waits for the customer"),
    State.WAITING_FOR_THIRD_PARTY: _l("Waits for a third party"),
    State.RESOLVED: _l("Is resolved"),
    State.CLOSED: _l("Is closed"),
}
# What is to be told with a state: for whom it waits, why it is closed, why it is opened again
NEEDS_WORDS = {State.OPEN, State.WAITING_FOR_THIRD_PARTY, State.CLOSED}


class PanelAnswerForm(AnswerForm):
    """An answer from the panel, which has no room for files."""

    nothing_said = _l("Write something.")


class StateForm(PortalForm):
    """Another state, and the words that go with it."""

    id = "state-change"

    state = RadioField(_l("The ticket"), [Needed(_l("Choose what the ticket is now."))])
    words = StringField(
        _l("Why, or for whom it waits"),
        [AtMost(500)],
        description=_l("The customer reads why a ticket is closed; the rest stays among staff."),
    )

    def __init__(self, ticket: Ticket) -> None:
        """The states that can follow the present one."""
        super().__init__()
        answered = ticket.first_response.met_at is not None
        self.state.choices = [
            (state, word) for state, word in WORDS.items() if staff_may_set(ticket.state, state, is_answered=answered)
        ]

    def validate_words(self, field: StringField) -> None:
        """Resolved needs none."""
        if self.state.data in NEEDS_WORDS and not field.data:
            raise ValidationError(_("Say why, or for whom it waits."))

    @property
    def chosen(self) -> State:
        """What it is to be."""
        return State(self.state.data)


def set_state(ticket: Ticket, state: State, words: str, *, by: Actor, at: datetime) -> None:
    """By the operation that leads there. `words`: for whom it waits, or why."""
    if state is State.WAITING_FOR_CUSTOMER:
        wait_for_customer(ticket, by=by, at=at)
    elif state is State.WAITING_FOR_THIRD_PARTY:
        wait_for_third_party(ticket, whom=words, by=by, at=at)
    elif state is State.RESOLVED:
        resolve_ticket(ticket, by=by, at=at)
    elif state is State.CLOSED:
        close_ticket(ticket, reason=words, by=by, at=at)
    else:
        reopen_ticket(ticket, reason=words, by=by, at=at)
