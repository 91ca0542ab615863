"""Reading the audit log."""

from sqlalchemy import select

from portal.db import Model, session
from portal.domain.audit.models import AuditEntry


def entries_about(subject: Model) -> list[AuditEntry]:
    """Everything that happened to one thing, oldest first (S55)."""
    return list(
        session().scalars(
            select(AuditEntry)
            .where(AuditEntry.subject_kind == subject.__tablename__, AuditEntry.subject_id == subject.id)  # type: ignore[attr-defined]
            .order_by(AuditEntry.id)
        )
    )
