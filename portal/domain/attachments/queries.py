"""Finding files that wait in a form."""

from typing import NamedTuple

from sqlalchemy import Select, func, select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.attachments.models import Attachment


def pending(actor: Actor, place: str) -> list[Attachment]:
    """What this person put into the form at `place` and has not sent, in order."""
    return list(session().scalars(_unsent(actor).where(Attachment.place == place)))


def pending_on(actor: Actor, page: str) -> dict[str, list[Attachment]]:
    """The same for all forms of a page, by place."""
    found: dict[str, list[Attachment]] = {}
    for file in session().scalars(_unsent(actor).where(Attachment.place.startswith(f"{page}#", autoescape=True))):
        found.setdefault(file.place or "", []).append(file)
    return found


class Waiting(NamedTuple):
    """What one person put into forms and has not sent."""

    here: int  # files in the form in question
    files: int  # in all forms
    size: int  # bytes, in all forms


def waiting_of(actor: Actor, place: str) -> Waiting:
    """How much of this person's waits, in the form at `place` and in all. One query."""
    here = func.count().filter(Attachment.place == place)
    counted = select(here, func.count(), func.coalesce(func.sum(Attachment.size), 0))
    unsent = counted.where(Attachment.uploaded_by_id == actor.person_id, Attachment.claimed_at.is_(None))
    return Waiting(*(int(number) for number in session().execute(unsent).one()))


def _unsent(actor: Actor) -> Select[Attachment]:
    found = select(Attachment).where(Attachment.uploaded_by_id == actor.person_id, Attachment.claimed_at.is_(None))
    return found.order_by(Attachment.id)
