"""The shop as those who set it up see it: services, resources, exceptions and closures ahead, retired ones too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.booking.models import Closure, DatedPlan, PlanException, Resource, Service, Shop
from portal.domain.booking.plans import do_meet
from portal.domain.booking.refusals import PlanOpen, PlansMeet
from portal.domain.rights import Right

_MOST = 200
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Dates, both included, and the plan that holds on them; None: the usual week. Without a last one for good."""

    first: date
    last: date | None
    plan: DatedPlan | None


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


def dated_plans(actor: Actor, today: date) -> dict[int, list[DatedPlan]]:
    """Weeks that hold for some dates, by resource and date; not those that are over."""
    found: dict[int, list[DatedPlan]] = {}
    if actor.may(Right.BOOKING_SETUP):
        ahead = select(DatedPlan).where(or_(DatedPlan.valid_to.is_(None), DatedPlan.valid_to >= today))
        for plan in session().scalars(ahead.order_by(DatedPlan.valid_from)):
            found.setdefault(plan.resource_id, []).append(plan)
    return found


def dated_plan_for(actor: Actor, plan_id: int) -> DatedPlan | None:
    """One of them."""
    return session().get(DatedPlan, plan_id) if actor.may(Right.BOOKING_SETUP) else None


def which_holds_when(plans: Iterable[DatedPlan], today: date) -> tuple[Span, ...]:
    """All dates from today on, as plans take them over from each other. `plans` by date, none that is over."""
    found, on = list[Span](), today
    for plan in plans:
        if plan.valid_from > on:
            found.append(Span(on, plan.valid_from - _A_DAY, None))
        found.append(Span(max(on, plan.valid_from), plan.valid_to, plan))
        if plan.valid_to is None:
            return tuple(found)
        on = plan.valid_to + _A_DAY
    return (*found, Span(on, None, None))


def dates_refused(
    resource: Resource, first: date, last: date | None, instead_of: DatedPlan | None = None
) -> PlanOpen | PlansMeet | None:
    """Why no dated plan can hold on these dates, but in the place of `instead_of`; None: one can."""
    others = select(DatedPlan).where(DatedPlan.resource_id == resource.id).order_by(DatedPlan.valid_from)
    for other in session().scalars(others):
        if other is not instead_of and do_meet(first, last, other.valid_from, other.valid_to):
            if other.valid_to is None:
                return PlanOpen(on_date=other.valid_from)
            return PlansMeet(first=other.valid_from, last=other.valid_to)
    return None


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
