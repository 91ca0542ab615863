"""Who is told what by mail, in the transaction of the change (P30). Kinds are templates/mail/<kind>."""

from collections.abc import Collection, Sequence
from datetime import datetime

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.outbox.operations import post
from portal.domain.people.models import Person
from portal.domain.people.queries import active_staff, recipient
from portal.domain.people.sights import withheld_from, works_on_tickets
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
    """Mail whose ticket it is, or every support lead when it is nobody's, or of somebody who can't work on it now."""
    if ticket.assignee_id is not None and works_on_tickets(ticket.assignee_id, ticket.organisation_id):
        tell_assignee(ticket, kind, at=at, **values)
        return
    for lead in leads_of({ticket.organisation_id}):
        _tell(lead, ticket, kind, at=at, **values)


def tell_leads_of_release(person: Person, tickets: Sequence[Ticket], *, by: Actor, at: datetime) -> None:
    """One mail to each support lead about tickets that are nobody's since this person can't have them any more.

    Numbers, no titles: it tells of several customers at once. Each reads of those that aren't kept from them.
    """
    houses = {ticket.organisation_id for ticket in tickets}
    for lead, kept in leads_of(houses).items():
        numbers = [ticket.number for ticket in tickets if ticket.organisation_id not in kept]
        if numbers and lead.id != by.person_id:
            about = next(iter(houses)) if len(houses) == 1 else None
            post("tickets_released", to=recipient(lead), at=at, about=about, name=person.name, numbers=numbers)


def leads_of(organisation_ids: Collection[int]) -> dict[Person, frozenset[int]]:
    """The support leads, each with what is kept from them; not those who may see none of these organisations' tickets.

    The administrators, who see all, when there is none.
    """
    leads = active_staff(Role.SUPPORT_LEAD)
    kept = withheld_from([lead.id for lead in leads])
    seeing = {lead: kept[lead.id] for lead in leads if set(organisation_ids) - kept[lead.id]}
    return seeing or dict.fromkeys(active_staff(Role.ADMINISTRATOR), frozenset())


def _tell(person: Person, ticket: Ticket, kind: str, *, at: datetime, **values: object) -> None:
    """Nobody is mailed who left, or on staff who can't work on it any more (P1, P2)."""
    on_staff = person.organisation_id is None
    if works_on_tickets(person.id, ticket.organisation_id) if on_staff else person.is_active:
        facts = {"number": ticket.number, "title": ticket.title, "severity": ticket.severity}
        about = ticket.organisation_id
        post(kind, to=recipient(person), at=at, thread=ticket.thread, about=about, **facts, **values)
