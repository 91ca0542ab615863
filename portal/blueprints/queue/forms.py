"""The form by which a ticket's state is changed from the queue (Q5)."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import ValidationError

from portal.domain.tickets.models import Ticket
from portal.domain.tickets.operations import (
    close_ticket,
    reopen_ticket,
    resolve_ticket,
    wait_for_customer,
    wait_for_third_party,
)
from portal.domain.tickets.rules import State, may_become, needs_an_answer_first
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
CHANGES: dict[State, Callable[..., None]] = {
    State.OPEN: lambda ticket, words, **who: reopen_ticket(ticket, reason=words, **who),
    State.WAITING_FOR_CUSTOMER: lambda ticket, _words, **who: wait_for_customer(ticket, **who),
    State.WAITING_FOR_THIRD_PARTY: lambda ticket, words, **who: wait_for_third_party(ticket, whom=words, **who),
    State.RESOLVED: lambda ticket, _words, **who: resolve_ticket(ticket, **who),
    State.CLOSED: lambda ticket, words, **who: close_ticket(ticket, reason=words, **who),
}


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
        self.state.choices = [(state, word) for state, word in WORDS.items() if may_follow(ticket, state)]

    def validate_words(self, field: StringField) -> None:
        """Resolved needs none."""
        if self.state.data in NEEDS_WORDS and not field.data:
            raise ValidationError(_("Say why, or for whom it waits."))

    @property
    def change(self) -> Callable[..., None]:
        """The operation that leads there."""
        return CHANGES[State(self.state.data)]


def may_follow(ticket: Ticket, state: State) -> bool:
    """It leads somewhere, and nothing is said to be done that nobody has answered yet (SE31)."""
    if state == State.OPEN:
        return may_become(ticket.state, state) and ticket.state != State.NEW  # who takes it opens it
    answered = ticket.first_response.met_at is not None
    return may_become(ticket.state, state) and (answered or not needs_an_answer_first(state))
