"""Who is told what by mail, in the transaction of the change (P30). Kinds are templates/mail/<kind>."""

from datetime import datetime

from sqlalchemy import select

from portal.db import session
from portal.domain.outbox.operations import post
from portal.domain.people.models import Person, PersonRole
from portal.domain.people.queries import recipient
from portal.domain.rights import Role
from portal.domain.tickets.models import Ticket


def tell_caller(ticket: Ticket, kind: str, *, at: datetime, **values: object) -> None:
    """Mail the named caller, in their language and zone."""
    _tell(session().get_one(Person, ticket.person_id), ticket, kind, at=at, **values)


def tell_assignee(ticket: Ticket, kind: str, *, at: datetime, **values: object) -> None:
    """Mail whose ticket it is; nobody when it is nobody's."""
    if ticket.assignee_id is not None:
        _tell(session().get_one(Person, ticket.assignee_id), ticket, kind, at=at, **values)


def tell_responsible(ticket: Ticket, kind: str, *, at: datetime, **values: object) -> None:
    """Mail whose ticket it is, or every support lead when it is nobody's, or of somebody who left."""
    assignee = session().get_one(Person, ticket.assignee_id) if ticket.assignee_id is not None else None
    if assignee is not None and assignee.is_active:
        _tell(assignee, ticket, kind, at=at, **values)
        return
    leads = select(Person).join(PersonRole).where(PersonRole.role == Role.SUPPORT_LEAD, Person.deactivated_at.is_(None))
    for lead in session().scalars(leads):
        _tell(lead, ticket, kind, at=at, **values)


def _tell(person: Person, ticket: Ticket, kind: str, *, at: datetime, **values: object) -> None:
    if person.deactivated_at is None:
        facts = {"number": ticket.number, "title": ticket.title, "severity": ticket.severity}
        post(kind, to=recipient(person), at=at, thread=ticket.thread, **facts, **values)
