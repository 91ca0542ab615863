"""Finding files that wait in a form."""

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.attachments.models import Attachment


def pending(actor: Actor, place: str) -> list[Attachment]:
    """What this person put into the form at `place` and has not sent, in order."""
    found = select(Attachment).where(
        Attachment.uploaded_by_id == actor.person_id, Attachment.place == place, Attachment.claimed_at.is_(None)
    )
    return list(session().scalars(found.order_by(Attachment.id)))
