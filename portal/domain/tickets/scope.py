"""Which tickets a person may see: the one condition that every query about tickets carries (P2)."""

from sqlalchemy import ColumnElement, true

from portal.domain.actors import Actor
from portal.domain.rights import Right
from portal.domain.tickets.models import Ticket


def theirs(actor: Actor) -> ColumnElement[bool]:
    """Staff see all but what is kept from them, customers their own or, where they may, their organisation's."""
    if not actor.may(Right.TICKET_SEE):
        return Ticket.id < 0
    if actor.is_staff and actor.withheld:
        return Ticket.organisation_id.not_in(sorted(actor.withheld))
    if actor.is_staff:
        return true()
    if actor.sees_whole_organisation:
        return Ticket.organisation_id == actor.organisation_id
    return (Ticket.organisation_id == actor.organisation_id) & (Ticket.person_id == actor.person_id)
