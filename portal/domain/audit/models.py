"""The audit log: append-only, by triggers in the database; no screen and no bug can change it (P22, S55).

One thing may be taken out of an entry: the words about a person who was erased on request (P24). The database allows
that only while who, what, when and to which thing stay as they are, and only to an entry that then names the erasure,
which is an entry itself.
"""

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
    erasure_id: Mapped[int | None] = mapped_column(
        BigKey, ForeignKey("audit_entries.id")
    )  # the person.erased by which words were taken out of this one


ONLY_AN_ERASURE = """
        NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.action = OLD.action
        AND NEW.subject_kind = OLD.subject_kind AND NEW.subject_id = OLD.subject_id
        AND {same_optional}
        AND EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.erasure_id AND action = 'person.erased')
"""
OPTIONAL = ("person_id", "organisation_id", "request_id")


def _only_an_erasure(same: str) -> str:
    same_optional = " AND ".join(f"NEW.{name} {same} OLD.{name}" for name in OPTIONAL)
    return ONLY_AN_ERASURE.format(same_optional=same_optional).strip()


APPEND_ONLY_SQLITE = (
    f"""
    CREATE TRIGGER audit_entries_stay_UPDATE BEFORE UPDATE ON audit_entries
    WHEN NOT (
        {_only_an_erasure("IS")}
    )
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    """
    CREATE TRIGGER audit_entries_stay_DELETE BEFORE DELETE ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
)
APPEND_ONLY_POSTGRESQL = (
    f"""
    CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF {_only_an_erasure("IS NOT DISTINCT FROM")}
            THEN RETURN NEW; END IF;
        END IF;
        RAISE EXCEPTION 'the audit log is append-only';
    END $$
    """,
    """
    CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_entries_stay()
    """,
)


def _append_only() -> None:
    table = AuditEntry.__table__
    for dialect, statements in (("sqlite", APPEND_ONLY_SQLITE), ("postgresql", APPEND_ONLY_POSTGRESQL)):
        for statement in statements:
            ddl = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


_append_only()
