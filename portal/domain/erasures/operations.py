"""Erasing a person on request: anonymised everywhere, the history kept (P24).

Each package forgets what is its own. What people wrote to one another in tickets stays, under the new name; so do
their roles, stays on the roster and all moments. Mails that name the person to others go when mails are no longer kept.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.appointments.models import WaitingEntry
from portal.domain.appointments.of_customer import booked_for, waits_as
from portal.domain.appointments.operations import take_off_waiting_list
from portal.domain.appointments.operations.forgetting import (
    forget_appointments,
    forget_appointments_of,
    forget_in_registers,
)
from portal.domain.attachments.operations import drop_uploads_of
from portal.domain.audit.operations import record, take_out_person, take_out_words_about
from portal.domain.audit.queries import entries_about
from portal.domain.booking.models import Booking
from portal.domain.booking.operations.forgetting import forget_booked_by, forget_bookings
from portal.domain.customers.models import Customer
from portal.domain.customers.operations.forgetting import forget_customer, forget_vehicles
from portal.domain.customers.queries import assets_of
from portal.domain.drafts.operations import forget_drafts_of, forget_drafts_under
from portal.domain.erasures.refusals import Expected, HoldsAPlace
from portal.domain.erasures.things import things_of
from portal.domain.outbox.operations import forget_mails_to, forget_threads
from portal.domain.outreach.operations.forgetting import forget_calls
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


@needs(Right.PERSON_ERASE)
def erase_customer(customer: Customer, called: str, *, by: Actor, at: datetime) -> None:
    """Forget a customer of the service desk, for good; the figures stay, under `called` (P24). Refused: Expected."""
    one_at_a_time("booking")  # nobody books for them, or gives them an appointment, between the look and the end
    booked, waits = booked_for(customer), waits_as(customer)
    if session().scalar(
        select(Booking.id).where(booked, Booking.start_at > at, Booking.cancelled_at.is_(None)).limit(1)
    ):
        raise Expected(name=customer.name)
    for entry in session().scalars(select(WaitingEntry).where(waits, WaitingEntry.ended_at.is_(None))).all():
        take_off_waiting_list(entry, by=by, at=at)
    assets, key = assets_of([customer.id]).get(customer.id, []), f"erased customer {customer.id}"
    subjects = things_of(customer, assets)
    theirs = Booking.id.in_(subjects["bookings"])
    _forget_written(customer, theirs, waits, by=by, at=at)
    forget_appointments(theirs, waits, called, key, by=by, at=at)
    forget_in_registers({customer.name: called, **{one.plate: "–" for one in assets}}, by=by, at=at)
    forget_bookings(theirs, called, key, by=by, at=at)
    forget_calls(customer, called, by=by, at=at)
    forget_vehicles(assets, by=by, at=at)
    forget_customer(customer, called, by=by, at=at)
    take_out_words_about(subjects, record(by, "person.erased", customer, at=at), by=by, at=at)


def _forget_written(
    customer: Customer, theirs: ColumnElement[bool], waits: ColumnElement[bool], *, by: Actor, at: datetime
) -> None:
    """Mails to them and about their bookings, and what anybody typed on their pages and never sent."""
    found = session().execute(select(Booking.reference, Booking.contact_email).where(theirs)).all()
    said = session().scalars(select(WaitingEntry.contact_email).where(waits))
    for email in {customer.email, *said, *(row.contact_email for row in found)} - {""}:
        forget_mails_to(email, by=by, at=at)
    forget_threads([f"appointment-{row.reference}" for row in found], by=by, at=at)
    pages = [f"/customers/{customer.id}", *(f"/appointments/{row.reference}" for row in found)]
    forget_drafts_under(pages, by=by, at=at)


def _names_had(person: Person) -> set[str]:
    """The name, and those from before it was changed, as the log knows them."""
    names: list[Any] = [person.name]
    for entry in entries_about(person):
        names.append(entry.details.get("name"))
        names += (entry.details.get("before") or [None])[:1]
        names += (entry.details.get("changes") or {}).get("name", [])
    return {name for name in names if name}
