"""What can be booked, what is booked. Every view of free times costs a fixed number of queries."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.booking.choosing import NEAREST
from portal.domain.booking.minutes import minute_of
from portal.domain.booking.models import Allocation, Booking, Resource, Service, Shop
from portal.domain.booking.rules import may_book
from portal.domain.booking.search import Slot, free_days, nearest, slots, slots_on
from portal.domain.booking.situation import ANYBODY, Ask, shop, shop_hours, situation
from portal.domain.booking.together import one_visit
from portal.domain.booking.words import Asked, Audience, Kind
from portal.domain.calendars.hours import local_day
from portal.domain.rights import Right

_BEFORE, _AFTER = timedelta(days=3), timedelta(days=14)  # where alternatives are looked for first


def is_desk(actor: Actor) -> bool:
    """Books for others: no notice, no limits, resources kept for walk-ins too."""
    return actor.may(Right.BOOKING_WORK)


def asked_online() -> frozenset[Asked]:
    """What customers who book themselves have to say, besides a name and a way to reach them (BR24)."""
    return frozenset(map(Asked, shop().asked_online.split()))


def asked_at_desk() -> frozenset[Asked]:
    """What staff who book have to enter."""
    return frozenset(map(Asked, shop().asked_at_desk.split()))


def advisors_and_asked() -> tuple[list[Resource], frozenset[Asked]]:
    """Who receives, by name, and what staff who book have to enter: one query for a page that has none to spare."""
    asked = select(Shop.asked_at_desk).where(Shop.id == 1).scalar_subquery()
    found = select(Resource, asked).where(Resource.kind == Kind.ADVISOR, Resource.retired_at.is_(None))
    rows = session().execute(found.order_by(Resource.position, Resource.id)).all()
    words = rows[0][1].split() if rows else []
    return [resource for resource, _ in rows], frozenset(map(Asked, words))


def services_for(actor: Actor) -> list[Service]:
    """What this person may book, in the shop's order, with what each takes."""
    found = (
        select(Service)
        .where(Service.retired_at.is_(None))
        .options(joinedload(Service.needs))
        .order_by(Service.position, Service.id)
    )
    rows = session().scalars(found).unique()
    return [service for service in rows if _is_for(service, actor)]


def is_anything_offered() -> bool:
    """To people without an account: then the way to the public booking is shown."""
    offered = select(Service.id).where(Service.retired_at.is_(None), Service.audience == Audience.EVERYBODY)
    return session().scalars(offered.limit(1)).first() is not None


def service_called(slug: str, actor: Actor) -> Service | None:
    """One of them by its short name, or several by names with + between as one (BR12); or None."""
    names = list(dict.fromkeys(slug.split("+")))
    found = select(Service).where(Service.slug.in_(names), Service.retired_at.is_(None))
    rows = {one.slug: one for one in session().scalars(found.options(joinedload(Service.needs))).unique()}
    return one_visit([rows[name] if name in rows and _is_for(rows[name], actor) else None for name in names])


def _is_for(service: Service, actor: Actor) -> bool:
    return may_book(Audience(service.audience), is_known=actor.is_known, is_staff=is_desk(actor))


def resources_of(kinds: Iterable[str]) -> list[Resource]:
    """Those that work here, in the shop's order: to choose an advisor by name."""
    found = select(Resource).where(Resource.kind.in_(list(kinds)), Resource.retired_at.is_(None))
    return list(session().scalars(found.order_by(Resource.position, Resource.id)))


def days_with_free_times(
    service: Service, first: date, last: date, at: datetime, ask: Ask = ANYBODY
) -> frozenset[date]:
    """The dates of the shop's zone, of these, on which the service can be booked: the month view."""
    return free_days(situation(service, first, last, at, ask))


def free_times(service: Service, on: date, at: datetime, ask: Ask = ANYBODY) -> list[Slot]:
    """The times of one date: the day view."""
    return list(slots_on(situation(service, on, on, at, ask), on))


def free_times_between(service: Service, first: date, last: date, at: datetime, ask: Ask = ANYBODY) -> list[Slot]:
    """The times of several dates, both included."""
    return list(slots(situation(service, first, last, at, ask)))


def instead_of(service: Service, wanted_at: datetime, at: datetime, ask: Ask = ANYBODY) -> tuple[Slot, ...]:
    """Times to offer when a wanted one is gone: at least three, if the whole horizon has so many."""
    zone = shop_hours().zone
    today, wanted = (local_day(moment, zone) for moment in (at, wanted_at))
    furthest = today + timedelta(days=service.horizon_days)
    first, last = max(today, min(wanted, furthest) - _BEFORE), min(wanted + _AFTER, furthest)
    found = nearest(situation(service, first, last, at, ask), wanted_at) if first <= last else ()
    if len(found) < NEAREST:
        found = nearest(situation(service, today, furthest, at, ask), wanted_at)
    return found


def booked_by(person_id: int, email: str) -> ColumnElement[bool]:
    """Bookings that somebody made signed in, or with their mail address."""
    return or_(Booking.person_id == person_id, Booking.contact_email == email)


def live_allocations_of(resource_id: int, at: datetime) -> list[Allocation]:
    """What bookings still take of a resource: to reassign when it leaves (BE37)."""
    found = select(Allocation).where(
        Allocation.resource_id == resource_id,
        Allocation.booking_id.is_not(None),
        Allocation.released_at.is_(None),
        Allocation.to_minute > minute_of(at),
    )
    return list(session().scalars(found.order_by(Allocation.from_minute)))
