"""The forms on a ticket's page: answer, note, severity, assignment, state."""

from typing import Any, ClassVar

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.domain.people.models import Person
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.rules import State, has_content
from portal.showing.ticket_words import SEVERITIES
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.ids import key
from portal.web.uploads import FilesForm

AFTER_ANSWER = {
    "": _l("Stays open"),
    State.WAITING_FOR_CUSTOMER: _l("Waits for the customer"),
    State.RESOLVED: _l("Is resolved"),
}


class TalkForm(FilesForm):
    """Something to say, with files."""

    nothing_said: ClassVar[Any] = _l("Write something, or add a file.")

    body = TextAreaField(_l("Your message"), [AtMost()])

    def __init__(self, **kwargs: object) -> None:
        """A message is needed, though a file can stand in for its words."""
        super().__init__(**kwargs)
        self.body.flags.required = True

    def validate_body(self, field: TextAreaField) -> None:
        """Words, or at least a file."""
        if not has_content(field.data or "") and not self.has_files:
            raise ValidationError(str(self.nothing_said))

    @property
    def has_files(self) -> bool:
        """New ones, or some that wait in the form."""
        return bool(self.waiting) or any(getattr(file, "filename", "") for file in self.files.data or [])

    @property
    def seen(self) -> int:
        """The last message on the writer's page; not kept with a draft, so that a reopened page is new."""
        return request.form.get("seen_message_id", 0, type=key)

    def draft(self) -> ReplyDraft:
        """As domain values."""
        return ReplyDraft(body=self.body.data or "", seen_message_id=self.seen, uploads=self.uploads)


class ReplyForm(TalkForm):
    """A public message of the customer."""

    id = "reply"


class AnswerForm(TalkForm):
    """A public answer of staff, and what the ticket does then (SE30)."""

    id = "reply"

    body = TextAreaField(_l("Answer to the customer"), [AtMost()])
    then = RadioField(_l("After this the ticket"), choices=list(AFTER_ANSWER.items()), default="", validate_choice=True)

    def __init__(self, **kwargs: object) -> None:
        """One of them always holds."""
        super().__init__(**kwargs)
        self.then.flags.required = True

    def draft(self) -> ReplyDraft:
        """As domain values."""
        then = State(self.then.data) if self.then.data else None
        return ReplyDraft(body=self.body.data or "", seen_message_id=self.seen, uploads=self.uploads, then=then)


class NoteForm(TalkForm):
    """Among staff."""

    id = "note"

    body = TextAreaField(_l("Internal note"), [AtMost()], id="note-body")
    files = MultipleFileField(_l("Files"), id="note-files")


class MessageForm(PortalForm):
    """A correction."""

    id = "message"

    body = TextAreaField(_l("Your message"), [Needed(_l("Write something. What it said before is kept.")), AtMost()])


class SeverityForm(PortalForm):
    """Another severity and why (S44)."""

    id = "severity-change"

    severity = RadioField(_l("New severity"), validators=[Needed(_l("Choose a severity."))])
    severity_reason = StringField(
        _l("Reason; the customer sees it"), [Needed(_l("Give the reason; the customer sees it.")), AtMost(500)]
    )

    def __init__(self, ticket: Ticket) -> None:
        """All but the present one."""
        super().__init__()
        others = [severity for severity in SEVERITIES if severity != ticket.severity]
        self.severity.choices = [(str(severity), _(SEVERITIES[severity])) for severity in others]

    @property
    def chosen(self) -> int:
        """The new one."""
        return int(self.severity.data)

    @property
    def done(self) -> str:
        """What is said afterwards."""
        return _("Severity changed; the customer is told why.")


class AssignmentForm(PortalForm):
    """Whose it is."""

    id = "assignment"

    assignee = SelectField(_l("Assigned to"), coerce=int)
    seen_assignee = HiddenField()  # whose it was when the form was shown, 0 for nobody's (Q5)

    def __init__(self, ticket: Ticket, agents: list[Person]) -> None:
        """Those who work on tickets, or nobody."""
        super().__init__(data={"assignee": ticket.assignee_id or 0, "seen_assignee": str(ticket.assignee_id or 0)})
        self.assignee.choices = [(0, _("Nobody yet")), *((agent.id, agent.name) for agent in agents)]
        self._agents = agents

    @property
    def chosen(self) -> Person | None:
        """Who is to have it."""
        return next((agent for agent in self._agents if agent.id == self.assignee.data), None)

    @property
    def done(self) -> str:
        """What is said afterwards."""
        name = self.chosen and self.chosen.name
        return _("%(name)s has the ticket now.", name=name) if name else _("Nobody has the ticket now.")

    @property
    def seen_holder(self) -> int | None:
        """Whom the giver saw as holder; None when the form doesn't say."""
        return request.form.get("seen_assignee", None, type=key)


class WaitForm(PortalForm):
    """For whom we wait, when it isn't the customer."""

    id = "wait"

    whom = StringField(
        _l("Waits for whom?"), [Needed(_l("Enter whom the ticket waits for, for example the carrier.")), AtMost(200)]
    )


class ClosureForm(PortalForm):
    """Why it is done."""

    id = "closure"

    closing_reason = StringField(
        _l("Reason for closing; the customer sees it"),
        [Needed(_l("Give the reason; the customer sees it.")), AtMost(500)],
    )


class ReopeningForm(PortalForm):
    """Why it isn't."""

    id = "reopening"

    reopening_reason = StringField(
        _l("Why is it opened again?"), [Needed(_l("Enter why it is opened again.")), AtMost(500)]
    )
