"""Writing an export: one ZIP file with the rows of each table as JSON, and the files (P24)."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Table, select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.attachments.models import Attachment
from portal.domain.attachments.store import Store
from portal.domain.customers.models import Customer
from portal.domain.errors import RightMissing
from portal.domain.exports.contents import Part, of_customer, of_organisation, of_person
from portal.domain.exports.left_out import FOR_STAFF, SECRETS
from portal.domain.organisations.models import Organisation
from portal.domain.outbox.models import Mail
from portal.domain.outbox.rules import without_access
from portal.domain.people.models import Person
from portal.domain.people.queries import names_of
from portal.domain.rights import Right

AT_ONCE = 500  # rows in memory


def write_organisation(organisation: Organisation, store: Store, into: IO[bytes], *, actor: Actor) -> None:
    """Write everything of an organisation into an open file. Moments are ISO 8601 in UTC. Refused: RightMissing."""
    _write(of_organisation(organisation.id), store, into, actor=actor)


def write_person(person: Person, store: Store, into: IO[bytes], *, actor: Actor) -> None:
    """The same with everything about one person, staff or customer's."""
    _write(of_person(person), store, into, actor=actor)


def write_customer(customer: Customer, store: Store, into: IO[bytes], *, actor: Actor) -> None:
    """The same with everything about a customer of the service desk, who has no account."""
    _write(of_customer(customer), store, into, actor=actor)


def _write(parts: Iterable[Part], store: Store, into: IO[bytes], *, actor: Actor) -> None:
    if not actor.may(Right.DATA_EXPORT):
        raise RightMissing
    mentioned: set[int] = set()
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        for part in parts:
            folder = "internal/" if part.internal else ""
            rows = _rows(part, mentioned)
            _write_json(archive, f"{folder}{part.model.__tablename__}.json", rows)
            if part.model is Attachment:
                _write_files(archive, f"{folder}files/", part, store)
        _write_json(archive, "names.json", ({"id": i, "name": name} for i, name in sorted(_names(mentioned))))
    into.seek(0)


def _rows(part: Part, mentioned: set[int]) -> Iterator[dict[str, Any]]:
    """Each row as a dictionary; whom it mentions is added to `mentioned`."""
    table = cast("Table", part.model.__table__)
    columns = [column for column in table.columns if _is_told(table.name, column.name, part)]
    people = [column.name for column in columns if column.references(Person.__table__.c.id)]  # type: ignore[arg-type]
    found = select(*columns).where(part.which).order_by(*table.primary_key)
    for row in session().execute(found).yield_per(AT_ONCE).mappings():
        told = dict(row)
        mentioned.update(told[name] for name in people if told[name] is not None)
        if part.model is Mail:
            told["values"] = without_access(told["values"])
        yield told


def _is_told(table: str, column: str, part: Part) -> bool:
    return column not in SECRETS and (part.internal or column not in FOR_STAFF.get(table, ()))


def _write_json(archive: ZipFile, name: str, rows: Iterable[dict[str, Any]]) -> None:
    """A list, a row a line; nothing of it is held in memory."""
    with archive.open(name, "w", force_zip64=True) as file:
        file.write(b"[")
        for number, row in enumerate(rows):
            file.write(b",\n" if number else b"\n")
            file.write(json.dumps(row, ensure_ascii=False, default=_in_words).encode())
        file.write(b"\n]\n")


def _write_files(archive: ZipFile, folder: str, part: Part, store: Store) -> None:
    """Under the names their senders gave them, with the row's number before it; one that is gone is passed over."""
    files = session().execute(select(Attachment.id, Attachment.key, Attachment.name).where(part.which)).all()
    for number, key, name in files:
        if store.path(key).exists():
            archive.write(store.path(key), f"{folder}{number}-{name}")


def _names(people: set[int]) -> Iterator[tuple[int, str]]:
    """The names of these people, some at a time: a statement takes only so many numbers."""
    numbers = sorted(people)
    for start in range(0, len(numbers), AT_ONCE):
        yield from names_of(numbers[start : start + AT_ONCE]).items()


def _in_words(value: object) -> str:
    if isinstance(value, date):  # a moment is one as well
        return value.isoformat()
    message = f"{type(value).__name__} can't be exported"
    raise TypeError(message)
