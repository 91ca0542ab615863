"""Somebody on staff loses the sight of a customer's tickets, the right to work on tickets, or leaves: what follows for
the tickets they had (P1, P2).

People don't know tickets, so all are brought together here. Nothing stays with somebody who can't work on it: it
becomes nobody's, with a row and an entry in the log, and the support leads are mailed.
"""

from collections.abc import Collection
from datetime import datetime

from portal.domain.actors import Actor
from portal.domain.organisations.models import Organisation
from portal.domain.outbox.operations import withdraw_mails
from portal.domain.people.models import Person
from portal.domain.people.operations import change_roles, deactivate_person, note_withheld_sight
from portal.domain.people.sights import alone_with_sight_of, works_on_tickets
from portal.domain.rights import Right, Role, needs
from portal.domain.tickets.notices import tell_leads_of_release
from portal.domain.tickets.operations import release_tickets


@needs(Right.PERSON_CHANGE)
def withhold_sight(person: Person, organisation: Organisation, reason: str, *, by: Actor, at: datetime) -> None:
    """Keep an organisation's tickets from somebody on staff; those they have become nobody's (P2).

    Nothing happens when they are kept already. Refused: OnlyFromStaff, AdministratorSeesAll, SightReasonMissing.
    """
    if note_withheld_sight(person, organisation.id, reason, by=by, at=at):
        withdraw_mails(person.email, organisation.id, by=by, at=at)
        _release(person, organisation.id, by=by, at=at)


@needs(Right.PERSON_CHANGE)
def set_roles(person: Person, roles: Collection[Role], *, by: Actor, at: datetime) -> None:
    """Exactly these roles; who works on tickets no longer has none: they become nobody's (P1).

    Refused: RoleNotTheirs, LastAdministrator, TicketsAreKept.
    """
    alone_with_sight_of(person.id)
    worked = works_on_tickets(person.id)
    change_roles(person, roles, by=by, at=at)
    if worked and not works_on_tickets(person.id):
        _release(person, None, by=by, at=at)


@needs(Right.PERSON_CHANGE)
def close_account(person: Person, *, by: Actor, at: datetime) -> None:
    """Nobody signs in with this account any more, and the tickets that its person had are nobody's (P1).

    Refused: NotOneself, LastAdministrator.
    """
    alone_with_sight_of(person.id)
    deactivate_person(person, by=by, at=at)
    _release(person, None, by=by, at=at)


def _release(person: Person, organisation_id: int | None, *, by: Actor, at: datetime) -> None:
    released = release_tickets(person, organisation_id, by=by, at=at)
    if released:
        tell_leads_of_release(person, released, by=by, at=at)
