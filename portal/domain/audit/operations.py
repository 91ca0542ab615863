"""Writing the audit log, in the transaction of the change."""

from datetime import datetime
from typing import Any

from portal.db import Model, session
from portal.domain.actors import Actor
from portal.domain.audit.models import AuditEntry


def record(by: Actor, action: str, subject: Model, *, at: datetime, **details: Any) -> AuditEntry:  # noqa: ANN401 - JSON
    """Note that `by` did `action` ("ticket.opened") to `subject` at `at` (P22). `details` must be JSON values.

    The subject's organisation_id, where it has one, is kept beside it, so that an organisation's log is one index range.
    """
    if subject.id is None:  # type: ignore[attr-defined]
        session().flush()  # the entry needs the id
    entry = AuditEntry(
        at=at,
        person_id=by.person_id,
        action=action,
        subject_kind=subject.__tablename__,
        subject_id=subject.id,  # type: ignore[attr-defined]
        organisation_id=getattr(subject, "organisation_id", None),
        details=details,
        address=by.address,
        request_id=by.request_id,
    )
    session().add(entry)
    return entry
