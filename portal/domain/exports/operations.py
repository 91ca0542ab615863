"""Noting that an export was made (P24). The writing itself only reads: see queries.py."""

from datetime import datetime

from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.customers.models import Customer
from portal.domain.organisations.models import Organisation
from portal.domain.people.models import Person
from portal.domain.rights import Right, needs


@needs(Right.DATA_EXPORT)
def export_organisation(organisation: Organisation, *, by: Actor, at: datetime) -> None:
    """Note that `by` took everything of this organisation out of the house."""
    record(by, "organisation.exported", organisation, at=at)


@needs(Right.DATA_EXPORT)
def export_customer(customer: Customer, *, by: Actor, at: datetime) -> None:
    """Note that `by` took everything about this customer of the service desk out of the house."""
    record(by, "customer.exported", customer, at=at)


@needs(Right.DATA_EXPORT)
def export_person(person: Person, *, by: Actor, at: datetime) -> None:
    """Note that `by` took everything about this person out of the house."""
    record(by, "person.exported", person, at=at)
