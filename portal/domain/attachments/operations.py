"""Taking files in and giving them to what they belong to (P23)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import delete, select, update

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.attachments.models import Attachment
from portal.domain.attachments.queries import waiting_of
from portal.domain.attachments.refusals import FileForbidden, FileTooLarge, TooManyFiles, TooMuchWaiting
from portal.domain.attachments.rules import clean_name
from portal.domain.attachments.store import Store, Stored
from portal.domain.attachments.types import media_type_of
from portal.domain.audit.operations import record
from portal.domain.house.queries import house
from portal.domain.rights import Right, needs

MEGABYTE = 1_000_000
MOST_WAITING = 100  # files of one person that wait in forms, wherever: nobody fills the disk without sending (threats)
MOST_WAITING_MB = 1_000
KEPT_PENDING_FOR = timedelta(days=30)
AT_ONCE = 500  # files, while sweeping
KEPT_ON_DISK_FOR = timedelta(days=1)  # a file is there before its row


@needs(Right.FILE_SEND)
def keep_upload(stored: Stored, name: str, place: str, *, by: Actor, at: datetime) -> Attachment:
    """Keep a file that was put into the form at `place`, until the form is taken.

    Refuses FileTooLarge, FileForbidden and TooManyFiles, by the house's limits, and TooMuchWaiting. A refused file is
    the caller's to discard.
    """
    name = clean_name(name)
    limits = house()
    if stored.size > limits.attachment_limit_mb * MEGABYTE:
        raise FileTooLarge(name=name, most=limits.attachment_limit_mb)
    media_type = media_type_of(stored.head, name)
    if media_type is None or stored.is_infected:
        raise FileForbidden(name=name)
    one_at_a_time(f"uploads of {by.person_id}")
    waiting = waiting_of(by, place)
    if waiting.here >= limits.attachments_limit:
        raise TooManyFiles(name=name, most=limits.attachments_limit)
    if waiting.files >= MOST_WAITING or waiting.size + stored.size > MOST_WAITING_MB * MEGABYTE:
        raise TooMuchWaiting(name=name, files=waiting.files)
    attachment = Attachment(
        key=stored.key,
        name=name,
        media_type=media_type,
        size=stored.size,
        sha256=stored.sha256,
        uploaded_by_id=by.person_id,
        uploaded_at=at,
        place=place,
    )
    session().add(attachment)
    record(by, "attachment.uploaded", attachment, at=at, name=name, size=stored.size, type=media_type)
    return attachment


@needs(Right.FILE_SEND)
def drop_upload(key: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - every operation names its moment
    """Take one's own file out of a form again. The file itself is swept away later."""
    session().execute(
        delete(Attachment).where(
            Attachment.key == key, Attachment.uploaded_by_id == by.person_id, Attachment.claimed_at.is_(None)
        )
    )


@needs(Right.FILE_SEND)
def claim_uploads(place: str, *, by: Actor, at: datetime) -> list[Attachment]:
    """The form at `place` was taken: its files are no longer pending. Those that came with it, once, in their order."""
    claimed = session().scalars(
        update(Attachment)
        .where(Attachment.uploaded_by_id == by.person_id, Attachment.place == place, Attachment.claimed_at.is_(None))
        .values(claimed_at=at)
        .returning(Attachment)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return sorted(claimed, key=lambda attachment: attachment.id)


@needs(Right.PERSON_ERASE)
def drop_uploads_of(person_id: int, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - every operation names its moment
    """Drop all that an erased person put into forms and never sent (P24). The files are swept away later."""
    session().execute(delete(Attachment).where(Attachment.uploaded_by_id == person_id, Attachment.claimed_at.is_(None)))


@needs(Right.WORK_BY_ITSELF)
def forget_unsent_uploads(*, by: Actor, at: datetime) -> bool:  # noqa: ARG001 - every operation names its doer
    """Forget files that nobody sent for a month; they are swept from disk afterwards. False: all at once."""
    session().execute(
        delete(Attachment).where(Attachment.claimed_at.is_(None), Attachment.uploaded_at < at - KEPT_PENDING_FOR)
    )
    return False


@needs(Right.WORK_BY_ITSELF)
def sweep_files(store: Store, *, by: Actor, at: datetime) -> int:  # noqa: ARG001 - every operation names its doer
    """Remove from disk what no row refers to for a day. How many files.

    It looks at every file there is, so it only reads the database: nobody waits for it. A file never goes before its
    row (P45).
    """
    removed = 0
    for keys in _batched(store.keys_before(at - KEPT_ON_DISK_FOR)):
        known = set(session().scalars(select(Attachment.key).where(Attachment.key.in_(keys))))
        for key in keys:
            if key not in known:
                store.discard(key)
                removed += 1
    return removed


def _batched(keys: Iterator[str]) -> Iterator[list[str]]:
    while some := list(islice(keys, AT_ONCE)):
        yield some
