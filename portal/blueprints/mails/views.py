"""A mail as the pages show it."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from portal.domain.actors import Actor
from portal.domain.errors import N_
from portal.domain.outbox.models import Mail
from portal.domain.outbox.queries import MailState, state_of, values_for
from portal.web.house import present_house
from portal.web.mails import PrintedMail, Reader, shown_mail, shown_subject

STATES = {
    MailState.WAITING: (N_("On its way"), "new"),
    MailState.FAILING: (N_("Is tried again"), "soon"),
    MailState.GIVEN_UP: (N_("Given up"), "late"),
    MailState.SENT: (N_("Sent"), "kept"),
}


@dataclass(frozen=True, slots=True)
class MailRow:
    """One line of the list."""

    id: int
    subject: str
    to: str
    address: str
    at: datetime  # sent, or else posted
    state: str  # a word
    tone: str
    error: str


def row_of(mail: Mail, actor: Actor) -> MailRow:
    """The mail in one line, its subject in its recipient's language."""
    word, tone = STATES[state_of(mail)]
    return MailRow(
        id=mail.id,
        subject=shown_subject(mail.kind, values_for(actor, mail), reader=reader_of(mail), house=present_house()),
        to=mail.to_name or mail.to_email,
        address=mail.to_email,
        at=mail.sent_at or mail.posted_at,
        state=gettext(word),
        tone=tone,
        error="" if mail.sent_at else mail.last_error or "",
    )


def printed_for(actor: Actor, mail: Mail) -> PrintedMail | None:
    """The mail's words as this person may read them; None when this version can't make them."""
    return shown_mail(mail.kind, values_for(actor, mail), reader=reader_of(mail), house=present_house())


def reader_of(mail: Mail) -> Reader:
    """To whom it speaks."""
    return Reader(name=mail.to_name, email=mail.to_email, locale=mail.locale, zone=mail.zone)
