"""The shop's services, resources, working plans and closures: data that the business edits."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.booking.claiming import claim
from portal.domain.booking.drafts import ExceptionDraft, ResourceDraft, ServiceDraft, ShopDraft
from portal.domain.booking.models import Closure, PlanDay, PlanException, Resource, Service, ServiceNeed, Shop
from portal.domain.booking.refusals import ClosureEndsBeforeItStarts, NeedsDontFit, TwoHoursOnOneDate
from portal.domain.calendars.hours import Window, written_hours
from portal.domain.rights import Right, needs


@needs(Right.BOOKING_SETUP)
def open_shop(calendar_id: int, *, by: Actor, at: datetime) -> Shop:
    """Begin with the default numbers and this calendar; a shop that has opened already stays as it is."""
    shop = session().get(Shop, 1)
    if shop is None:
        shop = Shop(id=1, calendar_id=calendar_id)
        session().add(shop)
        record(by, "shop.opened", shop, at=at, calendar=calendar_id)
    return shop


@needs(Right.BOOKING_SETUP)
def make_service(draft: ServiceDraft, *, by: Actor, at: datetime) -> Service:
    """A service that can be booked from now on. Refused: NeedsDontFit."""
    service = Service(created_at=at)
    _fill_service(service, draft, at)
    session().add(service)
    record(by, "service.made", service, at=at, name=draft.name, minutes=draft.minutes)
    return service


@needs(Right.BOOKING_SETUP)
def edit_service(
    service: Service, draft: ServiceDraft, version: int | None = None, *, by: Actor, at: datetime
) -> Service:
    """Everything of a service anew. What is booked keeps its times and price (BE33).

    Refused, with ChangedMeanwhile, when `version` is given and no longer the service's.
    """
    claim(Service, service, version)
    before = {"name": service.name, "minutes": service.minutes, "price": service.price}
    service.needs.clear()
    session().flush()  # the old needs go before the new ones come: one of a kind
    _fill_service(service, draft, at)
    record(by, "service.edited", service, at=at, before=before, name=draft.name, minutes=draft.minutes)
    return service


@needs(Right.BOOKING_SETUP)
def retire_service(service: Service, *, by: Actor, at: datetime) -> None:
    """No longer offered; bookings stay."""
    service.retired_at = at
    record(by, "service.retired", service, at=at)


@needs(Right.BOOKING_SETUP)
def make_resource(draft: ResourceDraft, *, by: Actor, at: datetime) -> Resource:
    """An advisor, a bay or another resource with its weekly plan."""
    resource = Resource(created_at=at)
    _fill_resource(resource, draft, at)
    session().add(resource)
    record(by, "resource.made", resource, at=at, kind=draft.kind, name=draft.name)
    return resource


@needs(Right.BOOKING_SETUP)
def edit_resource(
    resource: Resource, draft: ResourceDraft, version: int | None = None, *, by: Actor, at: datetime
) -> Resource:
    """Everything of a resource anew. Bookings stay where they are; those outside the new plan are listed (BE32).

    Refused, with ChangedMeanwhile, when `version` is given and no longer the resource's.
    """
    claim(Resource, resource, version)
    before = {str(day.weekday): [day.shifts, day.breaks] for day in resource.days}
    resource.days.clear()
    session().flush()  # the old days go before the new ones come: one plan a weekday
    _fill_resource(resource, draft, at)
    after = {str(day.weekday): [day.shifts, day.breaks] for day in resource.days}
    record(by, "resource.edited", resource, at=at, name=draft.name, before=before, after=after)
    return resource


@needs(Right.BOOKING_SETUP)
def retire_resource(resource: Resource, *, by: Actor, at: datetime) -> None:
    """Not offered any more. Its bookings stay and are listed, to be moved to somebody else (BE37)."""
    resource.retired_at = at
    record(by, "resource.retired", resource, at=at)


@needs(Right.BOOKING_SETUP)
def set_exception(resource: Resource, draft: ExceptionDraft, *, by: Actor, at: datetime) -> PlanException:
    """One date with its own hours, or none. Refused, with TwoHoursOnOneDate, when it has some already (BE31)."""
    there = select(PlanException.id).where(
        PlanException.resource_id == resource.id, PlanException.on_date == draft.on_date
    )
    if session().scalars(there).first() is not None:
        raise TwoHoursOnOneDate(name=resource.name, on_date=draft.on_date)
    hours = written_hours(draft.windows)
    exception = PlanException(resource_id=resource.id, on_date=draft.on_date, name=draft.name, hours=hours)
    session().add(exception)
    record(by, "resource.exception_set", resource, at=at, on=draft.on_date.isoformat(), hours=hours)
    return exception


@needs(Right.BOOKING_SETUP)
def lift_exception(exception: PlanException, *, by: Actor, at: datetime) -> None:
    """The date has the hours of its weekday again."""
    record(by, "resource.exception_lifted", exception, at=at, on=exception.on_date.isoformat())
    session().delete(exception)


@needs(Right.BOOKING_SETUP)
def change_shop(numbers: ShopDraft, version: int, *, by: Actor, at: datetime) -> Shop:
    """The numbers that the shop books by, and its calendar. Refused: ChangedMeanwhile."""
    shop = session().get_one(Shop, 1)
    claim(Shop, shop, version)
    before = {name: getattr(shop, name) for name in asdict(numbers)}
    for name, value in asdict(numbers).items():
        setattr(shop, name, value)
    record(by, "shop.changed", shop, at=at, before=before, after=asdict(numbers))
    return shop


@needs(Right.BOOKING_SETUP)
def close_for(
    resource: Resource | None, start_at: datetime, end_at: datetime, *, reason: str = "", by: Actor, at: datetime
) -> Closure:
    """No bookings in this stretch, of one resource or, with None, of the whole shop (BE36). What is booked stays."""
    if start_at >= end_at:
        raise ClosureEndsBeforeItStarts
    closure = Closure(
        resource_id=None if resource is None else resource.id,
        start_at=start_at,
        end_at=end_at,
        reason=reason,
        made_by_id=by.person_id,
        made_at=at,
    )
    session().add(closure)
    record(by, "closure.made", closure, at=at, start=start_at.isoformat(), end=end_at.isoformat(), reason=reason)
    return closure


@needs(Right.BOOKING_SETUP)
def reopen(closure: Closure, *, by: Actor, at: datetime) -> None:
    """A closure is called off."""
    record(by, "closure.called_off", closure, at=at, start=closure.start_at.isoformat(), end=closure.end_at.isoformat())
    session().delete(closure)


def _fill_service(service: Service, draft: ServiceDraft, at: datetime) -> None:
    kinds = [need.kind for need in draft.needs]
    longest = max((need.offset + need.minutes for need in draft.needs), default=0)
    if not kinds or len(set(kinds)) < len(kinds) or longest > draft.minutes:
        raise NeedsDontFit
    service.slug, service.name, service.name_zh = draft.slug, draft.name, draft.name_zh
    service.position, service.minutes, service.step_minutes = draft.position, draft.minutes, draft.step
    service.before_minutes, service.after_minutes = draft.before, draft.after
    service.notice_minutes, service.horizon_days = draft.notice, draft.horizon
    service.price, service.price_zh, service.audience = draft.price, draft.price_zh, draft.audience
    service.is_confirmed_at_once, service.changed_at = draft.is_confirmed_at_once, at
    service.needs = [
        ServiceNeed(position=n, kind=need.kind, skill=need.skill, offset_minutes=need.offset, minutes=need.minutes)
        for n, need in enumerate(draft.needs)
    ]


def _fill_resource(resource: Resource, draft: ResourceDraft, at: datetime) -> None:
    resource.kind, resource.name, resource.name_zh = draft.kind, draft.name, draft.name_zh
    resource.position, resource.person_id, resource.capacity = draft.position, draft.person_id, draft.capacity
    resource.skills, resource.changed_at = " ".join(sorted(draft.skills)), at
    resource.is_kept_for_walk_ins = draft.is_kept_for_walk_ins
    resource.days = [
        PlanDay(weekday=weekday, shifts=written_hours(shifts), breaks=_written_breaks(draft.breaks[weekday]))
        for weekday, shifts in enumerate(draft.shifts)
        if shifts
    ]


def _written_breaks(windows: tuple[Window, ...]) -> str:
    """Breaks without length are none (BE30)."""
    return written_hours(tuple(window for window in windows if window[0] != window[1]))
