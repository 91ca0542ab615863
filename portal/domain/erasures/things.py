"""What the audit log may say something of, when a customer of the service desk is erased (P24)."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select

from portal.db import Model, session
from portal.domain.appointments.models import Amendment, WaitingEntry
from portal.domain.appointments.of_customer import booked_for, waits_as
from portal.domain.booking.models import Booking
from portal.domain.customers.models import Asset, Complaint, Customer, OpenItem, Visit
from portal.domain.outreach.models import IncomingCall, Invite
from portal.domain.outreach.queries import called_as


def things_of(customer: Customer, assets: Sequence[Asset]) -> dict[str, list[int]]:
    """Tables and the numbers of the customer's rows in them."""
    numbers = [one.id for one in assets]
    rows: list[tuple[type[Model], ColumnElement[bool]]] = [
        (Visit, Visit.asset_id.in_(numbers)),
        (OpenItem, OpenItem.asset_id.in_(numbers)),
        (Complaint, Complaint.asset_id.in_(numbers)),
        (Invite, Invite.customer_id == customer.id),
        (IncomingCall, called_as(customer)),
        (Booking, booked_for(customer)),
        (WaitingEntry, waits_as(customer)),
        (Amendment, _names(customer, assets)),
    ]
    found = {model.__tablename__: _numbers(model, which) for model, which in rows}
    return {**found, "customers": [customer.id], "assets": numbers}


def _numbers(model: type[Model], which: ColumnElement[bool]) -> list[int]:
    return list(session().scalars(select(model.id).where(which)))  # type: ignore[attr-defined]


def _names(customer: Customer, assets: Sequence[Asset]) -> ColumnElement[bool]:
    booked = session().execute(select(Booking.contact_name, Booking.plate).where(booked_for(customer))).all()
    said = {customer.name, *(one.plate for one in assets), *(words for row in booked for words in row)} - {""}
    return or_(*(Amendment.words.contains(words, autoescape=True) for words in said))
