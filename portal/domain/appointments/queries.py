"""One appointment, and a day of them as the book shows it. Fixed numbers of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.models import Appointment
from portal.domain.booking.models import Allocation, Booking, Resource, Service
from portal.domain.booking.together import as_booked
from portal.domain.rights import Right

Row = TypeVar("Row", Service, Resource)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the book: the appointment with its booking and customer, its service, and who takes it."""

    appointment: Appointment
    service: Service
    resources: tuple[Resource, ...]  # the advisor, the bay, in the shop's order

    @property
    def booking(self) -> Booking:
        """Its time."""
        return self.appointment.booking

    def of_kind(self, kind: str) -> Resource | None:
        """The first of that kind: Kind.ADVISOR for who receives."""
        return next((one for one in self.resources if one.kind == kind), None)


def appointment_for(actor: Actor, reference: str) -> Appointment | None:
    """One by its booking's reference, with booking, customer and vehicle; for those who see the book."""
    if not actor.may(Right.BOOKING_SEE):
        return None
    found = select(Appointment).join(Appointment.booking).where(Booking.reference == reference)
    return session().scalars(found.options(*WHOLE)).one_or_none()


def lines_between(actor: Actor, start_at: datetime, end_at: datetime) -> list[Line]:
    """What begins within [start_at, end_at) and is not called off, by time. Four queries."""
    if not actor.may(Right.BOOKING_SEE):
        return []
    found = (
        select(Appointment)
        .join(Appointment.booking)
        .where(Booking.start_at >= start_at, Booking.start_at < end_at, Booking.cancelled_at.is_(None))
        .options(*WHOLE)
        .order_by(Booking.start_at, Booking.id)
    )
    return lines_of(session().scalars(found))


def lines_of(appointments: Iterable[Appointment]) -> list[Line]:
    """The same appointments with services and resources. Two queries."""
    rows = list(appointments)
    services = _by_id(Service, {row.booking.service_id for row in rows})
    taken = {one.resource_id for row in rows for one in row.booking.allocations}
    resources = _by_id(Resource, taken)
    return [_line(row, services[row.booking.service_id], resources) for row in rows]


def _line(row: Appointment, service: Service, resources: dict[int, Resource]) -> Line:
    booking = row.booking
    booked = as_booked(service, booking.also_named, booking.also_named_zh)
    return Line(row, booked, _takes(booking.allocations, resources))


def last_booked_by(actor: Actor) -> Booking | None:
    """What somebody who is signed in booked last: the next form is filled in with it (A1)."""
    if not actor.is_known:
        return None
    found = select(Booking).where(Booking.person_id == actor.person_id)
    return session().scalars(found.order_by(Booking.id.desc()).limit(1)).first()


def no_shows_of(customer_id: int) -> int:
    """How often this customer did not come, as far as this portal has seen (A9)."""
    counted = select(func.count()).select_from(Appointment).where(Appointment.customer_id == customer_id)
    return session().scalar(counted.where(Appointment.no_show_at.is_not(None))) or 0


def _takes(allocations: Iterable[Allocation], resources: dict[int, Resource]) -> tuple[Resource, ...]:
    live = {one.resource_id for one in allocations if one.released_at is None}
    return tuple(sorted((resources[one] for one in live), key=lambda one: (one.position, one.id)))


def _by_id(model: type[Row], ids: set[int]) -> dict[int, Row]:
    return {row.id: row for row in session().scalars(select(model).where(model.id.in_(ids)))}


WITH_BOOKING = joinedload(Appointment.booking).options(selectinload(Booking.allocations))  # and what it takes
WHOLE = (
    WITH_BOOKING,
    joinedload(Appointment.customer),
    joinedload(Appointment.asset),
)
