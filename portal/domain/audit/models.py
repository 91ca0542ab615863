"""The audit log: append-only, by triggers in the database; no screen and no bug can change it (P22, S55)."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, ForeignKey, Index, event
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import BigKey, Model


class AuditEntry(Model):
    """Who did what to what, when, from where."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_subject", "subject_kind", "subject_id", "id"),
        Index("ix_audit_entries_organisation", "organisation_id", "id"),
        Index("ix_audit_entries_person", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the house itself
    action: Mapped[str]  # noun.verb in the past: "ticket.opened"
    subject_kind: Mapped[str]  # the table's name
    subject_id: Mapped[int] = mapped_column(BigKey)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    address: Mapped[str | None]
    request_id: Mapped[str | None]


APPEND_ONLY_SQLITE = (
    """
    CREATE TRIGGER audit_entries_stay_{verb} BEFORE {verb} ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """
)
APPEND_ONLY_POSTGRESQL = (
    """
    CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$
    """,
    """
    CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_entries_stay()
    """,
)


def _append_only() -> None:
    table = AuditEntry.__table__
    for verb in ("UPDATE", "DELETE"):
        ddl = DDL(APPEND_ONLY_SQLITE.format(verb=verb))  # type: ignore[no-untyped-call]
        event.listen(table, "after_create", ddl.execute_if(dialect="sqlite"))
    for statement in APPEND_ONLY_POSTGRESQL:
        ddl = DDL(statement)  # type: ignore[no-untyped-call]
        event.listen(table, "after_create", ddl.execute_if(dialect="postgresql"))


_append_only()
