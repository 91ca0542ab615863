"""Reading the outbox."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.outbox.models import Mail
from portal.domain.outbox.rules import GUEST_DESK, SERVICE_DESK, without_access
from portal.domain.rights import Right, Role


class MailState(StrEnum):
    """How far a mail has come."""

    WAITING = "waiting"  # due, or on its way
    FAILING = "failing"  # was tried, will be again
    GIVEN_UP = "given_up"
    SENT = "sent"


IN_STATE: dict[MailState, ColumnElement[bool]] = {
    MailState.WAITING: Mail.due_at.is_not(None) & Mail.last_error.is_(None),
    MailState.FAILING: Mail.due_at.is_not(None) & Mail.last_error.is_not(None),
    MailState.GIVEN_UP: Mail.failed_at.is_not(None) & Mail.due_at.is_(None),
    MailState.SENT: Mail.sent_at.is_not(None),
}


@dataclass(frozen=True, slots=True)
class Backlog:
    """How the outbox does: for those who watch."""

    waiting: int
    failing: int
    given_up: int
    oldest_due_at: datetime | None


def mails_for(actor: Actor, *, state: MailState | None = None, before: int | None = None, most: int = 50) -> list[Mail]:
    """The newest mails of that state, numbered below `before`; none for those who may not see mails."""
    if not actor.may(Right.MAIL_SEE):
        return []
    found = _not_kept_from(actor, select(Mail).order_by(Mail.id.desc()).limit(most))
    if state is not None:
        found = found.where(IN_STATE[state])
    if before is not None:
        found = found.where(Mail.id < before)
    return list(session().scalars(found))


def mail_for(actor: Actor, number: int) -> Mail | None:
    """One mail, when this person may see mails, and this one isn't about something that is kept from them (P2)."""
    if not actor.may(Right.MAIL_SEE):
        return None
    return session().scalar(_not_kept_from(actor, select(Mail).where(Mail.id == number)))


def _not_kept_from(actor: Actor, found: Select[Mail]) -> Select[Mail]:
    """Neither about the tickets of an organisation that are kept from them, nor to anybody of it.

    Nor to customers of the service desk, or about them, where those are none of their business (P1).
    """
    if not actor.may(Right.CUSTOMER_SEE):
        found = found.where(*_not_beginning(SERVICE_DESK))
    if not actor.may(Right.STAY_SEE):
        found = found.where(*_not_beginning(GUEST_DESK))
    if not actor.withheld:
        return found
    columns = (Mail.organisation_id, Mail.about_organisation_id)
    return found.where(*(or_(column.is_(None), column.not_in(sorted(actor.withheld))) for column in columns))


def _not_beginning(beginnings: tuple[str, ...]) -> list[ColumnElement[bool]]:
    return [~Mail.kind.startswith(beginning, autoescape=True) for beginning in beginnings]


def values_for(actor: Actor, mail: Mail) -> dict[str, Any]:
    """What the mail says, with links that grant access masked for all but administrators."""
    return mail.values if Role.ADMINISTRATOR in actor.roles else without_access(mail.values)


def state_of(mail: Mail) -> MailState:
    """How far this one has come."""
    if mail.sent_at is not None:
        return MailState.SENT
    if mail.due_at is None:
        return MailState.GIVEN_UP
    return MailState.FAILING if mail.last_error else MailState.WAITING


def backlog() -> Backlog:
    """What has not left yet."""
    waiting, failing, given_up = (
        func.count().filter(IN_STATE[state]) for state in (MailState.WAITING, MailState.FAILING, MailState.GIVEN_UP)
    )
    unsent = select(waiting, failing, given_up, func.min(Mail.due_at)).where(Mail.sent_at.is_(None))
    return Backlog(*session().execute(unsent).one())
