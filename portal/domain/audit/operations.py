"""Writing the audit log, in the transaction of the change."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update

from portal.db import Model, session
from portal.domain.actors import Actor
from portal.domain.audit.models import AuditEntry
from portal.domain.audit.rules import about_nobody, without_what_was_said, without_words
from portal.domain.rights import Right, needs


def record(by: Actor, action: str, subject: Model, *, at: datetime, **details: Any) -> AuditEntry:
    """Note that `by` did `action` ("ticket.opened") to `subject` at `at` (P22). `details` must be JSON values.

    The subject's organisation_id, where it has one, is kept beside it, so that an organisation's log is one
    index range.
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


@needs(Right.PERSON_ERASE)
def take_out_person(
    person_id: int,
    organisation_id: int | None,
    instead: Mapping[str, str],
    erasure: AuditEntry,
    *,
    by: Actor,  # noqa: ARG001 - asked for the right
    at: datetime,  # noqa: ARG001 - every operation names its moment
) -> int:
    """Take an erased person's words out of the log, and the addresses they acted from (P24). From how many entries.

    `instead`: what named them -> what stands there now, looked for in the log of their organisation. Who, what and
    when stay; `erasure` is the entry that the changed ones refer to.
    """
    session().flush()  # the entries refer to it
    about = [AuditEntry.person_id == person_id, _about_person(person_id)]
    if organisation_id is not None:
        about.append(AuditEntry.organisation_id == organisation_id)
    changed = 0
    for entry in session().scalars(select(AuditEntry).where(or_(*about), AuditEntry.id != erasure.id)).all():
        is_theirs = entry.subject_kind == "people" and entry.subject_id == person_id
        details = about_nobody(entry.details) if is_theirs else without_words(entry.details, instead)
        address = None if entry.person_id == person_id else entry.address
        if details != entry.details or address != entry.address:
            taken = update(AuditEntry).where(AuditEntry.id == entry.id)
            session().execute(taken.values(details=details, address=address, erasure_id=erasure.id))
            changed += 1
    return changed


@needs(Right.PERSON_ERASE)
def take_out_words_about(
    subjects: Mapping[str, Collection[int]],
    erasure: AuditEntry,
    *,
    by: Actor,  # noqa: ARG001 - asked for the right
    at: datetime,  # noqa: ARG001 - every operation names its moment
) -> None:
    """Take names and words out of the log of these things, and the addresses of those who didn't sign in (P24).

    `subjects`: table -> numbers. Moments, numbers and the house's own words stay.
    """
    session().flush()  # the entries refer to it
    about = [
        and_(AuditEntry.subject_kind == kind, AuditEntry.subject_id.in_(numbers)) for kind, numbers in subjects.items()
    ]
    for entry in session().scalars(select(AuditEntry).where(or_(*about))).all():
        details = without_what_was_said(entry.details)
        address = entry.address if entry.person_id else None
        if entry.id != erasure.id and (details != entry.details or address != entry.address):
            taken = update(AuditEntry).where(AuditEntry.id == entry.id)
            session().execute(taken.values(details=details, address=address, erasure_id=erasure.id))


def _about_person(person_id: int) -> ColumnElement[bool]:
    return and_(AuditEntry.subject_kind == "people", AuditEntry.subject_id == person_id)
