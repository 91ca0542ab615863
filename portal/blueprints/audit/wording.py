"""Entries of the audit log in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.blueprints.audit.words import ACTIONS, SUBJECTS
from portal.domain.audit.models import AuditEntry
from portal.domain.organisations.queries import names_of as organisations_named
from portal.domain.people.queries import names_of as people_named

LONGEST_DETAIL = 200  # characters


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the page shows it."""

    id: int
    at: datetime
    action: str  # the code: ticket.opened
    words: str
    who: str
    who_href: str
    subject: str
    subject_href: str
    organisation: str
    details: list[tuple[str, str]]
    origin: str  # address and request


def lines_of(entries: Collection[AuditEntry]) -> list[Line]:
    """All names in two queries."""
    people = people_named({entry.person_id for entry in entries if entry.person_id is not None})
    houses = organisations_named({entry.organisation_id for entry in entries if entry.organisation_id is not None})
    return [_line(entry, people, houses) for entry in entries]


def _line(entry: AuditEntry, people: dict[int, str], houses: dict[int, str]) -> Line:
    return Line(
        id=entry.id,
        at=entry.at,
        action=entry.action,
        words=_(ACTIONS.get(entry.action, entry.action)),
        who=people.get(entry.person_id, "") if entry.person_id else _("The portal itself"),
        who_href=url_for(".index", person=entry.person_id) if entry.person_id else "",
        subject=_subject(entry),
        subject_href=url_for(".index", kind=entry.subject_kind, subject=entry.subject_id),
        organisation=houses.get(entry.organisation_id, "") if entry.organisation_id else "",
        details=[(name.replace("_", " "), _short(value)) for name, value in entry.details.items()],
        origin=" · ".join(part for part in (entry.address, entry.request_id) if part),
    )


def _subject(entry: AuditEntry) -> str:
    """What it was done to, with its number in the database; the table's name when it has no words yet."""
    return _(SUBJECTS.get(entry.subject_kind, f"{entry.subject_kind} %(number)s"), number=entry.subject_id)


def _short(value: Any) -> str:
    """A detail in one line."""
    if isinstance(value, dict):
        words = ", ".join(f"{name}: {_short(part)}" for name, part in value.items())
    elif isinstance(value, list):
        words = " → ".join(_short(part) for part in value)
    else:
        words = "–" if value is None else str(value)
    return words if len(words) <= LONGEST_DETAIL else f"{words[:LONGEST_DETAIL]}…"
