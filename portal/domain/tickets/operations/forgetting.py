"""What tickets forget about a person who was erased (P24)."""

from datetime import datetime

from sqlalchemy import delete, func, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.rights import Right, needs
from portal.domain.tickets.models import Presence, Ticket


@needs(Right.PERSON_ERASE)
def forget_contact(person_id: int, email: str, called: str, address: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """Put `called` and `address` in place of an erased contact's name and `email`, and forget the phone number.

    The conversation stays as it was said: it is the history of the organisation's ticket.
    """
    session().execute(
        update(Ticket)
        .where(func.lower(Ticket.contact_email) == email)
        .values(contact_name=called, contact_email=address, contact_phone="")
    )
    session().execute(delete(Presence).where(Presence.person_id == person_id))
