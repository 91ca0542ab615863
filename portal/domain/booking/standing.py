"""Bookings that a plan, an absence or a leaving would break: they stay, and staff decide about each (A8, BE32)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from portal.db import session
from portal.domain.booking.dated import USUAL, by_date
from portal.domain.booking.minutes import Stretch, date_of, joined, minute_from, minute_of
from portal.domain.booking.models import Allocation, Booking, Closure, Resource
from portal.domain.booking.plans import Period, Week, WorkingPlan
from portal.domain.booking.queries import live_allocations_of
from portal.domain.booking.situation import place_of, shop_hours
from portal.domain.calendars.hours import Window

_A_DAY = timedelta(days=1)


def bookings_outside_plan(
    resource: Resource, at: datetime, plan: WorkingPlan | None = None, closing: Iterable[Stretch] = ()
) -> list[Booking]:
    """Bookings ahead, by time, that do not fit the resource's plan and closures, or all of them when it has left.

    With `plan` or `closing` given: those that would not fit any more if this were so. `resource` comes with its days.
    """
    ahead = live_allocations_of(resource.id, at)
    working = plan or _plan(resource)
    closed = joined([*_closed(resource.id, at), *closing])
    broken = [
        row.booking_id
        for row in ahead
        if resource.retired_at is not None or not _fits((row.from_minute, row.to_minute), working, closed)
    ]
    found = select(Booking).where(Booking.id.in_(broken)).order_by(Booking.start_at, Booking.id)
    return list(session().scalars(found))


def broken_by_plan(resource: Resource, shifts: Week, breaks: Week, at: datetime) -> list[Booking]:
    """Those that fit now and would not with this weekly plan; not those that are outside already (BE32)."""
    present = _plan(resource)
    return _newly(resource, at, replace(present, shifts=shifts, breaks=breaks))


def broken_by_dated_plan(
    resource: Resource, period: Period | None, at: datetime, instead_of: date | None = None
) -> list[Booking]:
    """Those that would not fit with this week on its dates, in the place of the one that begins on `instead_of`.

    With None that one goes, and the usual week counts again.
    """
    present = _plan(resource)
    others = tuple(one for one in present.periods if one.first != instead_of)
    return _newly(resource, at, replace(present, periods=(*others, period) if period else others))


def broken_by_exception(resource: Resource, on: date, windows: tuple[Window, ...], at: datetime) -> list[Booking]:
    """Those that would not fit with these hours on that date."""
    present = _plan(resource)
    return _newly(resource, at, replace(present, exceptions={**present.exceptions, on: windows}))


def broken_by_closure(resource: Resource | None, start_at: datetime, end_at: datetime, at: datetime) -> list[Booking]:
    """Those of the resource, or with None of the whole shop, that meet the stretch."""
    begin, end = minute_of(start_at), minute_from(end_at)
    found = select(Allocation.booking_id).where(
        Allocation.booking_id.is_not(None),
        Allocation.released_at.is_(None),
        Allocation.from_minute < end,
        Allocation.to_minute > max(begin, minute_of(at)),
    )
    if resource is not None:
        found = found.where(Allocation.resource_id == resource.id)
    return _ahead(session().scalars(found), at)


def broken_by_leaving(resource: Resource, at: datetime) -> list[Booking]:
    """All that are ahead with it (BE37)."""
    return _ahead((row.booking_id for row in live_allocations_of(resource.id, at)), at)


def _newly(resource: Resource, at: datetime, plan: WorkingPlan) -> list[Booking]:
    already = {one.id for one in bookings_outside_plan(resource, at)}
    return [one for one in bookings_outside_plan(resource, at, plan) if one.id not in already and one.start_at > at]


def _ahead(ids: Iterable[int | None], at: datetime) -> list[Booking]:
    found = select(Booking).where(Booking.id.in_(list(ids)), Booking.start_at > at)
    return list(session().scalars(found.order_by(Booking.start_at, Booking.id)))


def _plan(resource: Resource) -> WorkingPlan:
    dated = by_date(resource_ids=[resource.id]).get(resource.id, USUAL)
    return place_of(resource, shop_hours().zone, dated).plan


def _closed(resource_id: int, at: datetime) -> list[Stretch]:
    rows = session().execute(
        select(Closure.start_at, Closure.end_at).where(
            or_(Closure.resource_id.is_(None), Closure.resource_id == resource_id), Closure.end_at > at
        )
    )
    return [(minute_of(start_at), minute_from(end_at)) for start_at, end_at in rows]


def _fits(stretch: Stretch, plan: WorkingPlan, closed: Iterable[Stretch]) -> bool:
    start, end = stretch
    first, last = date_of(start, plan.zone), date_of(end, plan.zone)
    dates: list[date] = [first + _A_DAY * n for n in range((last - first).days + 1)]
    at_work = joined(part for on in dates for part in plan.working_on(on))
    return any(a <= start and end <= b for a, b in at_work) and not any(a < end and start < b for a, b in closed)
