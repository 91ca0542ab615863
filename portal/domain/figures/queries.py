"""Counting, in a fixed number of queries, each over index ranges of the days asked for."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.models import Appointment
from portal.domain.booking.dated import USUAL, by_date
from portal.domain.booking.minutes import Stretch, day_begins, minute_of, moment_of, without
from portal.domain.booking.models import Allocation, Booking, Resource
from portal.domain.booking.plans import minutes_of
from portal.domain.booking.situation import closed_between, place_of, shop_hours
from portal.domain.booking.words import Channel, Kind
from portal.domain.calendars.hours import WorkingHours, local_day
from portal.domain.customers.models import Asset, Visit
from portal.domain.figures.rules import Figures, Share
from portal.domain.outreach.models import ContactAttempt, IncomingCall
from portal.domain.outreach.rules import RINGS_AT_MOST, SPOKEN
from portal.domain.rights import Right

Days = tuple[datetime, datetime]  # from the first moment to the last, that one left out
_DAY, _YEAR = timedelta(days=1), timedelta(days=365)


def figures_of(actor: Actor, days: int, *, at: datetime) -> Figures | None:
    """Of the last `days` days in the shop's zone, today among them; None: not for them. Six queries."""
    if not actor.may(Right.FIGURES_SEE):
        return None
    hours = shop_hours()
    last = local_day(at, hours.zone)
    first = last - timedelta(days=days - 1)
    begin = _midnight(first, hours.zone)
    counted = session().execute(_counted((begin, at), (begin - (at - begin), begin), last, hours.zone)).one()._asdict()
    return Figures(
        reached=Share(counted["spoken"], counted["called"]),
        visits=counted["visits"],
        customers=counted["customers"],
        used=Share(counted["taken"] or 0, _working_minutes(first, last, hours, at)),
        on_time=Share(counted["on_time"], counted["came"]),
        came=counted["came"],
        came_before=counted["came_before"],
        shown=Share(counted["came"], counted["past"]),
        absent=Share(counted["absent"], counted["past"]),
        confirmed=Share(counted["confirmed"], counted["past"]),
        answered=Share(counted["in_time"], counted["rung"]),
        channels={channel: counted[channel] for channel in Channel if counted[channel]},
    )


def _midnight(on: date, zone: str) -> datetime:
    return moment_of(day_begins(on, zone))


def _counted(days: Days, before: Days, last: date, zone: str) -> Select[Any]:
    """Everything that is counted, in one question: appointments by index range, the rest beside them."""
    inside, came = _within(Booking.start_at, days), Appointment.arrived_at.is_not(None)
    appointments: dict[str, ColumnElement[bool]] = {
        "past": inside,
        "came": inside & came,
        "came_before": _within(Booking.start_at, before) & came,
        "absent": inside & Appointment.no_show_at.is_not(None),
        "confirmed": inside & Appointment.coming_at.is_not(None),
        "on_time": inside & came & (Appointment.arrived_at <= Booking.start_at),
        **{str(channel): inside & (Booking.channel == channel) for channel in Channel},
    }
    beside = _calls(days) | _visits(last, zone, days[1]) | {"taken": _booked_minutes(days)}
    columns: list[ColumnElement[Any]] = [
        func.count().filter(condition).label(name) for name, condition in appointments.items()
    ]
    columns += [found.scalar_subquery().label(name) for name, found in beside.items()]
    live = Booking.cancelled_at.is_(None) & _within(Booking.start_at, (before[0], days[1]))
    counted: Select[Any] = select(*columns).select_from(Appointment).join(Appointment.booking)
    return counted.where(live)


def _calls(days: Days) -> dict[str, Select[Any]]:
    """Customers called and spoken with; calls that came in and were answered within three rings."""
    called = select(func.count(ContactAttempt.customer_id.distinct())).where(_within(ContactAttempt.at, days))
    rung = select(func.count()).where(_within(IncomingCall.at, days), IncomingCall.rings.is_not(None))
    return {
        "called": called,
        "spoken": called.where(ContactAttempt.outcome.in_([str(one) for one in SPOKEN])),
        "rung": rung,
        "in_time": rung.where(IncomingCall.rings <= RINGS_AT_MOST),
    }


def _visits(last: date, zone: str, at: datetime) -> dict[str, Select[Any]]:
    """Visits of the year before `last`, and how many customers they were: old files and appointments alike."""
    files = (
        select(Asset.customer_id.label("customer"))
        .join(Visit, Visit.asset_id == Asset.id)
        .where(Visit.visited_on > last - _YEAR, Visit.visited_on <= last)
    )
    year = _midnight(last - _YEAR + _DAY, zone), at
    booked = (
        select(Appointment.customer_id.label("customer"))
        .join(Booking, Booking.id == Appointment.booking_id)
        .where(_within(Booking.start_at, year), Appointment.arrived_at.is_not(None))
        .where(Appointment.customer_id.is_not(None))
        .correlate(None)
    )
    visits = files.union_all(booked).subquery()
    return {
        "visits": select(func.count(visits.c.customer)),
        "customers": select(func.count(visits.c.customer.distinct())),
    }


def _booked_minutes(days: Days) -> Select[Any]:
    first, last = map(minute_of, days)
    live = (Allocation.released_at.is_(None), Allocation.booking_id.is_not(None), Resource.kind == Kind.BAY)
    taken = select(func.sum(Allocation.to_minute - Allocation.from_minute)).join(Resource)
    return taken.where(*live, Allocation.from_minute.between(first, last - 1))


def _working_minutes(first: date, last: date, hours: WorkingHours, at: datetime) -> int:
    """What the bays worked by their plans, but for closures, in real minutes, clock changes counted (BE19)."""
    found = select(Resource).where(Resource.kind == Kind.BAY, Resource.retired_at.is_(None))
    dated, zone, now = by_date(first, last), hours.zone, minute_of(at)
    bays = session().scalars(found.options(joinedload(Resource.days))).unique()
    plans = [(bay.id, bay.capacity, place_of(bay, zone, dated.get(bay.id, USUAL)).plan) for bay in bays]
    closed = closed_between(day_begins(first, zone), now, [bay_id for bay_id, *_ in plans])
    minutes = 0
    for on in (first + _DAY * n for n in range((last - first).days + 1)):
        day = ((day_begins(on, zone), min(day_begins(on + _DAY, zone), now)),)
        shut = without(day, minutes_of(on, hours.windows_on(on), zone))
        for bay_id, capacity, plan in plans:
            off = [*shut, *closed.get(None, ()), *closed.get(bay_id, ())]
            worked = without(_inside(plan.working_on(on), *day[0]), off)
            minutes += capacity * sum(end - start for start, end in worked)
    return minutes


def _inside(stretches: Iterable[Stretch], begin: int, end: int) -> list[Stretch]:
    return [(max(a, begin), min(b, end)) for a, b in stretches if a < end and b > begin]


def _within(moment: ColumnElement[datetime] | InstrumentedAttribute[datetime], days: Days) -> ColumnElement[bool]:
    return and_(moment >= days[0], moment < days[1])
