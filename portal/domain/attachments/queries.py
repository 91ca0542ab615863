"""Finding files that wait in a form."""

from sqlalchemy import Select, select

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


def _unsent(actor: Actor) -> Select[Attachment]:
    found = select(Attachment).where(Attachment.uploaded_by_id == actor.person_id, Attachment.claimed_at.is_(None))
    return found.order_by(Attachment.id)
