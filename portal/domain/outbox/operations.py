"""Posting mail in the transaction of the change: no mail without its change, no change without its mail (P30)."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.db import session
from portal.domain.outbox.models import Mail


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a mail goes, and in which language and time zone it speaks."""

    email: str
    name: str
    locale: str = "en"
    zone: str = "America/New_York"
    organisation_id: int | None = None


def post(kind: str, *, to: Recipient, at: datetime, thread: str | None = None, **values: Any) -> Mail:  # noqa: ANN401 - JSON
    """Put a mail of `kind` into the outbox. `values` must be JSON (moments as ISO strings); the words are made on sending."""
    mail = Mail(
        kind=kind,
        to_email=to.email,
        to_name=to.name,
        locale=to.locale,
        zone=to.zone,
        organisation_id=to.organisation_id,
        values=values,
        thread=thread,
        message_id=f"{secrets.token_hex(16)}@deskbell",
        posted_at=at,
        due_at=at,
    )
    session().add(mail)
    return mail
