"""Reading the audit log."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select

from portal.db import Model, session
from portal.domain.actors import Actor
from portal.domain.audit.models import AuditEntry
from portal.domain.rights import Right

ABOUT_SIGHTS = ("person.sight_withheld", "person.sight_given_back")


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries a page shows; what is left out restricts nothing."""

    action: str = ""  # "ticket.opened", or "ticket" for all that happened to tickets
    person_id: int | None = None
    organisation_id: int | None = None
    subject_kind: str = ""  # a table's name
    subject_id: int | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None


def entries_about(subject: Model) -> list[AuditEntry]:
    """Everything that happened to one thing, oldest first (S55)."""
    return list(
        session().scalars(
            select(AuditEntry)
            .where(AuditEntry.subject_kind == subject.__tablename__, AuditEntry.subject_id == subject.id)  # type: ignore[attr-defined]
            .order_by(AuditEntry.id)
        )
    )


def entries_for(actor: Actor, chosen: EntryFilter, *, before: int | None = None, most: int = 50) -> list[AuditEntry]:
    """The newest entries that fit, numbered below `before`; none for those who may not see the log (P22)."""
    if not actor.may(Right.AUDIT_SEE):
        return []
    found = _not_kept_from(actor, select(AuditEntry).order_by(AuditEntry.id.desc()).limit(most))
    equal = {
        AuditEntry.person_id: chosen.person_id,
        AuditEntry.organisation_id: chosen.organisation_id,
        AuditEntry.subject_kind: chosen.subject_kind or None,
        AuditEntry.subject_id: chosen.subject_id,
    }
    for column, value in equal.items():
        if value is not None:
            found = found.where(column == value)
    if "." in chosen.action:
        found = found.where(AuditEntry.action == chosen.action)
    elif chosen.action:
        found = found.where(AuditEntry.action.startswith(f"{chosen.action}.", autoescape=True))
    if chosen.from_at:
        found = found.where(AuditEntry.at >= chosen.from_at)
    if chosen.until_at:
        found = found.where(AuditEntry.at < chosen.until_at)
    if before is not None:
        found = found.where(AuditEntry.id < before)
    return list(session().scalars(found))


def _not_kept_from(actor: Actor, found: Select[AuditEntry]) -> Select[AuditEntry]:
    """Nothing about organisations whose tickets are kept from the reader; of no file, whose organisation isn't noted.

    Why tickets are kept from whom is for those who decide it (P2).
    """
    if not actor.may(Right.PERSON_CHANGE):
        found = found.where(AuditEntry.action.not_in(ABOUT_SIGHTS))
    if actor.withheld:
        elsewhere = AuditEntry.organisation_id.not_in(sorted(actor.withheld))
        found = found.where(or_(AuditEntry.organisation_id.is_(None), elsewhere))
        found = found.where(AuditEntry.subject_kind != "attachments")
    return found
