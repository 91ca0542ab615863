"""Posting mail in the transaction of the change, and the way of each mail from there: no mail without its change,
no change without its mail, none twice (P30).

A worker claims one mail for two minutes and commits; sends it, outside any transaction; notes the outcome and commits.
Killed before the sending: the claim runs out and the mail is claimed again. Killed between sending and noting, the only
window: it is sent again with the same Message-ID, so that the reader's mail program shows it once.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.errors import N_, Refused
from portal.domain.house.queries import house
from portal.domain.outbox.models import Mail
from portal.domain.outbox.rules import (
    ACCESS_KEPT_FOR,
    CLAIM_FOR,
    PAUSE_WHILE_AWAY,
    grants_access,
    is_given_up,
    pause_after,
    without_access,
)
from portal.domain.rights import Right, needs


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a mail goes, and in which language and time zone it speaks."""

    email: str
    name: str
    locale: str = "en"
    zone: str = "America/New_York"
    organisation_id: int | None = None


class MailIsSent(Refused):
    """Trying again would send it twice."""

    sentence = N_("This mail has been sent. Nothing is left to try.")


def post(
    kind: str, *, to: Recipient, at: datetime, thread: str | None = None, about: int | None = None, **values: Any
) -> Mail:
    """Put a mail of `kind` into the outbox. `values` are JSON, moments ISO strings; the words are made on sending.

    `about` is the organisation whose tickets it tells of: it is kept from those from whom these are kept (P2).
    A value that lets its reader in (an invitation's path) is called `access_path`: it is masked where staff reads.
    """
    mail = Mail(
        kind=kind,
        to_email=to.email,
        to_name=to.name,
        locale=to.locale,
        zone=to.zone,
        organisation_id=to.organisation_id,
        about_organisation_id=about,
        values=values,
        grants_access=any(grants_access(name) for name in values),
        thread=thread,
        message_id=secrets.token_hex(16),
        posted_at=at,
        due_at=at,
    )
    session().add(mail)
    return mail


def take_back(mails: Collection[int], *, at: datetime) -> None:  # noqa: ARG001 - every operation names its moment
    """What has not left yet is not sent: it is no longer true. One that a worker just sends may leave all the same."""
    session().execute(delete(Mail).where(Mail.id.in_(mails), Mail.sent_at.is_(None)))


@needs(Right.WORK_BY_ITSELF)
def claim_next(*, by: Actor, at: datetime) -> Mail | None:  # noqa: ARG001 - asked for the right
    """Claim the mail that has waited longest, for two minutes; None when none is due. The claim is one UPDATE."""
    free = or_(Mail.claimed_until.is_(None), Mail.claimed_until <= at)
    longest = select(Mail.id).where(Mail.due_at <= at, free).order_by(Mail.due_at, Mail.id).limit(1).scalar_subquery()
    return session().scalar(
        update(Mail)
        .where(Mail.id == longest, Mail.due_at <= at, free)
        .values(claimed_until=at + CLAIM_FOR, tries=Mail.tries + 1)
        .returning(Mail)
        .execution_options(synchronize_session=False)
    )


@needs(Right.WORK_BY_ITSELF)
def mark_sent(mail: Mail, *, leaves_the_house: bool, by: Actor, at: datetime) -> None:  # noqa: ARG001 - asked for the right
    """It was handed over. What grants access is forgotten once it has left the house by a mail server."""
    forget = leaves_the_house and mail.grants_access
    session().execute(
        update(Mail)
        .where(Mail.id == mail.id, Mail.sent_at.is_(None))
        .values(
            sent_at=at,
            due_at=None,
            claimed_until=None,
            failed_at=None,
            last_error=None,
            values=without_access(mail.values) if forget else mail.values,
            grants_access=mail.grants_access and not forget,
        )
    )


@needs(Right.WORK_BY_ITSELF)
def mark_failed(mail: Mail, error: str, *, for_good: bool, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """It was not taken: try again later, or give up when that is pointless (`for_good`) or was done for three days."""
    given_up = for_good or is_given_up(mail.tries)
    _change_claimed(
        mail,
        last_error=error,
        failed_at=at if given_up else None,
        due_at=None if given_up else at + pause_after(mail.tries),
    )


@needs(Right.WORK_BY_ITSELF)
def put_back(mail: Mail, error: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - asked for the right
    """The mail server can't be reached: that is not the mail's fault, so the try doesn't count."""
    _change_claimed(mail, last_error=error, tries=mail.tries - 1, due_at=at + PAUSE_WHILE_AWAY)


@needs(Right.WORK_BY_ITSELF)
def take_as_sent(*, by: Actor, at: datetime) -> int:  # noqa: ARG001 - asked for the right
    """Mails of a past that was brought in, not lived through here: what was posted by then counts as sent. How many."""
    past = update(Mail).where(Mail.posted_at <= at, Mail.sent_at.is_(None), Mail.failed_at.is_(None), Mail.tries == 0)
    taken = session().execute(
        past.values(sent_at=Mail.posted_at, due_at=None).execution_options(synchronize_session=False)
    )
    return int(taken.rowcount)  # type: ignore[attr-defined]


@needs(Right.WORK_BY_ITSELF)
def release_claims(*, by: Actor, at: datetime) -> int:  # noqa: ARG001 - asked for the right
    """Those who claimed are known to be dead: their mails needn't wait for the claims' end. How many there were.

    One that was claimed several times may be what killed them: it waits its pause and lets the others pass.
    """
    claimed = session().scalars(select(Mail).where(Mail.claimed_until.is_not(None))).all()
    for mail in claimed:
        mail.claimed_until = None
        mail.due_at = at + pause_after(mail.tries - 1)
    return len(claimed)


@needs(Right.MAIL_SEE)
def try_again(mail: Mail, *, by: Actor, at: datetime) -> None:
    """Send a mail that failed or waits now, with all its tries before it. Refused when it was sent."""
    again = session().execute(
        update(Mail).where(Mail.id == mail.id, Mail.sent_at.is_(None)).values(due_at=at, failed_at=None, tries=0)
    )
    if again.rowcount != 1:  # type: ignore[attr-defined]
        raise MailIsSent
    record(by, "mail.tried_again", mail, at=at, kind=mail.kind)


@needs(Right.WORK_BY_ITSELF)
def forget_next_old(*, by: Actor, at: datetime) -> bool:  # noqa: ARG001 - asked for the right
    """Forget mails no longer kept (P24), and old links that grant access, some at a time; whether there were any."""
    kept_for = timedelta(days=house().mails_kept_days)
    old = select(Mail.id).where(Mail.posted_at <= at - kept_for, Mail.due_at.is_(None)).order_by(Mail.id).limit(500)
    if session().execute(delete(Mail).where(Mail.id.in_(old))).rowcount:  # type: ignore[attr-defined]
        return True
    return _forget_next_access(at)


@needs(Right.PERSON_CHANGE)
def withdraw_mails(email: str, about: int, *, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """Take back what hasn't been sent to somebody about an organisation whose tickets are kept from them now (P2)."""
    unsent = delete(Mail).where(Mail.to_email == email, Mail.sent_at.is_(None))
    session().execute(unsent.where(Mail.about_organisation_id == about))


@needs(Right.PERSON_ERASE)
def forget_mails_to(email: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - every operation names its moment
    """Forget every mail to an erased person, also one that waits (P24). `email` as it stood there until now."""
    session().execute(delete(Mail).where(func.lower(Mail.to_email) == email))


@needs(Right.PERSON_ERASE)
def forget_threads(threads: Collection[str], *, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """Forget every mail about these things, to whomever, also one that waits (P24)."""
    session().execute(delete(Mail).where(Mail.thread.in_(threads)))


def _forget_next_access(at: datetime) -> bool:
    letting_in = select(Mail).where(
        Mail.posted_at <= at - ACCESS_KEPT_FOR, Mail.grants_access.is_(True), Mail.due_at.is_(None)
    )
    mail = session().scalar(letting_in.order_by(Mail.id).limit(1))
    if mail is None:
        return False
    mail.values, mail.grants_access = without_access(mail.values), False
    return True


def _change_claimed(mail: Mail, **values: Any) -> None:
    """Change it unless it was sent or claimed by another meanwhile."""
    session().execute(
        update(Mail)
        .where(Mail.id == mail.id, Mail.sent_at.is_(None), Mail.claimed_until == mail.claimed_until)
        .values(claimed_until=None, **values)
    )
