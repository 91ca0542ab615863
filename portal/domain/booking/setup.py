"""The shop as those who set it up see it: services, resources, exceptions and closures ahead, retired ones too."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.booking.models import Closure, PlanException, Resource, Service, Shop
from portal.domain.rights import Right

_MOST = 200


def all_services(actor: Actor) -> list[Service]:
    """In the shop's order, retired ones last. Two queries."""
    if not actor.may(Right.BOOKING_SETUP):
        return []
    found = select(Service).options(selectinload(Service.needs))
    return list(session().scalars(found.order_by(Service.retired_at.is_not(None), Service.position, Service.id)))


def service_for(actor: Actor, service_id: int) -> Service | None:
    """One of them with what it takes."""
    if not actor.may(Right.BOOKING_SETUP):
        return None
    found = select(Service).where(Service.id == service_id).options(selectinload(Service.needs))
    return session().scalars(found).one_or_none()


def all_resources(actor: Actor) -> list[Resource]:
    """In the shop's order, retired ones last. Two queries."""
    if not actor.may(Right.BOOKING_SETUP):
        return []
    found = select(Resource).options(selectinload(Resource.days))
    return list(session().scalars(found.order_by(Resource.retired_at.is_not(None), Resource.position, Resource.id)))


def resource_for(actor: Actor, resource_id: int | None) -> Resource | None:
    """One of them with its weekly plan."""
    if resource_id is None or not actor.may(Right.BOOKING_SETUP):
        return None
    found = select(Resource).where(Resource.id == resource_id).options(selectinload(Resource.days))
    return session().scalars(found).one_or_none()


def closures_ahead(actor: Actor, at: datetime) -> list[Closure]:
    """Those that aren't over, by time."""
    if not actor.may(Right.BOOKING_SETUP):
        return []
    found = select(Closure).where(Closure.end_at > at).order_by(Closure.start_at, Closure.id).limit(_MOST)
    return list(session().scalars(found))


def closure_for(actor: Actor, closure_id: int) -> Closure | None:
    """One of them."""
    return session().get(Closure, closure_id) if actor.may(Right.BOOKING_SETUP) else None


def exceptions_ahead(actor: Actor, today: date) -> list[PlanException]:
    """Dates with their own hours from today on."""
    if not actor.may(Right.BOOKING_SETUP):
        return []
    found = select(PlanException).where(PlanException.on_date >= today)
    return list(session().scalars(found.order_by(PlanException.on_date, PlanException.id).limit(_MOST)))


def exception_for(actor: Actor, exception_id: int) -> PlanException | None:
    """One of them."""
    return session().get(PlanException, exception_id) if actor.may(Right.BOOKING_SETUP) else None


def the_shop(actor: Actor) -> Shop | None:
    """Its numbers."""
    return session().get(Shop, 1) if actor.may(Right.BOOKING_SETUP) else None
