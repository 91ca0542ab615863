"""Erasing a person on request: anonymised everywhere, the history kept (P24).

Each package forgets what is its own. What people wrote to one another in tickets stays, under the new name; so do
their roles, stays on the roster and all moments. Mails that name the person to others go when mails are no longer kept.
"""

from datetime import datetime
from typing import Any

from portal.domain.actors import Actor
from portal.domain.appointments.operations.forgetting import forget_appointments_of
from portal.domain.attachments.operations import drop_uploads_of
from portal.domain.audit.operations import record, take_out_person
from portal.domain.audit.queries import entries_about
from portal.domain.booking.operations.forgetting import forget_booked_by
from portal.domain.drafts.operations import forget_drafts_of
from portal.domain.erasures.refusals import HoldsAPlace
from portal.domain.outbox.operations import forget_mails_to
from portal.domain.people.models import Person
from portal.domain.people.operations import erase_account
from portal.domain.people.refusals import PersonErased
from portal.domain.promises.operations import forget_views_of
from portal.domain.rights import Right, needs
from portal.domain.roster.queries import caller_of, coming_caller
from portal.domain.staffing.operations import close_account
from portal.domain.tickets.operations import forget_contact


@needs(Right.PERSON_ERASE)
def erase_person(person: Person, called: str, *, by: Actor, at: datetime) -> None:
    """Put `called` in place of a person's name everywhere and forget how to reach them, for good (P24).

    Refused: HoldsAPlace, PersonErased, NotOneself, LastAdministrator.
    """
    if person.erased_at is not None:
        raise PersonErased
    if caller_of(person.id, at) is not None or coming_caller(person.id, at) is not None:
        raise HoldsAPlace(name=person.name)
    email, names = person.email, _names_had(person)
    close_account(person, by=by, at=at)  # while there is a name for the leads to read
    erase_account(person, called, by=by, at=at)
    forget_drafts_of(person.id, by=by, at=at)
    forget_views_of(person.id, by=by, at=at)
    drop_uploads_of(person.id, by=by, at=at)
    forget_mails_to(email, by=by, at=at)
    forget_appointments_of(person.id, email, called, by=by, at=at)
    forget_booked_by(person.id, email, called, by=by, at=at)
    forget_contact(person.id, email, called, person.email, by=by, at=at)
    instead = {**dict.fromkeys(names, called), email: person.email}
    erasure = record(by, "person.erased", person, at=at)
    take_out_person(person.id, person.organisation_id, instead, erasure, by=by, at=at)


def _names_had(person: Person) -> set[str]:
    """The name, and those from before it was changed, as the log knows them."""
    names: list[Any] = [person.name]
    for entry in entries_about(person):
        names.append(entry.details.get("name"))
        names += (entry.details.get("before") or [None])[:1]
        names += (entry.details.get("changes") or {}).get("name", [])
    return {name for name in names if name}
