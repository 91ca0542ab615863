"""Several services in one visit: one slot, as long as all of them, with who can do all of it (BR12).

What is searched, held and booked is one service that is made up for the moment and stored nowhere: the lengths added,
each kind of resource once with all the skills that are asked for, buffers once. A resource of a kind is taken in one
piece, after those parts of the visit that don't need it. The booking keeps the first service as its own and the others
in `booking_services`.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import session
from portal.domain.booking.bookings import Booking, BookingService
from portal.domain.booking.models import Service, ServiceNeed
from portal.domain.booking.words import Audience

MOST, LONGEST = 5, 7 * 24 * 60  # in one visit; minutes of one, as nothing is taken for longer than a week
_AND = " + "
_STRICT = (Audience.EVERYBODY, Audience.KNOWN, Audience.STAFF)


def together(services: Sequence[Service]) -> Service:
    """One of them as it is; several as one, in their order. They come with their needs."""
    first, *others = services
    if not others:
        return first
    whole = Service(
        id=first.id,
        slug="+".join(one.slug for one in services),
        name=_AND.join(one.name for one in services),
        name_zh=_AND.join(one.name_zh or one.name for one in services),
        minutes=sum(one.minutes for one in services),
        before_minutes=max(one.before_minutes for one in services),
        after_minutes=max(one.after_minutes for one in services),
        step_minutes=first.step_minutes,
        notice_minutes=max(one.notice_minutes for one in services),
        horizon_days=min(one.horizon_days for one in services),
        price=_AND.join(one.price for one in services if one.price),
        price_zh=_AND.join(one.price_zh or one.price for one in services if one.price),
        audience=max((one.audience for one in services), key=lambda one: _STRICT.index(Audience(one))),
        is_confirmed_at_once=all(one.is_confirmed_at_once for one in services),
        retired_at=next((one.retired_at for one in services if one.retired_at is not None), None),
        needs=_needs(services),
    )
    vars(whole)["also_ids"] = tuple(one.id for one in others)
    return whole


def names_also(service: Service) -> tuple[str, str]:
    """What the others are called now, in both languages; nothing for a service that is alone."""
    found = select(Service.id, Service.name, Service.name_zh).where(Service.id.in_(service.also_ids))
    names = (
        {key: (name, name_zh or name) for key, name, name_zh in session().execute(found)} if service.also_ids else {}
    )
    said = [names[key] for key in service.also_ids]
    return _AND.join(name for name, _ in said), _AND.join(name_zh for _, name_zh in said)


def _needs(services: Sequence[Service]) -> list[ServiceNeed]:
    kinds = dict.fromkeys(need.kind for one in services for need in one.needs)
    return [_need(kind, position, services) for position, kind in enumerate(kinds)]


def _need(kind: str, position: int, services: Sequence[Service]) -> ServiceNeed:
    offset, minutes = 0, 0
    skills: set[str] = set()
    for one in services:
        need = next((need for need in one.needs if need.kind == kind), None)
        offset += one.minutes if need is None else need.offset_minutes
        if need is not None:
            minutes += need.minutes
            skills |= set(need.skill.split())
    if position == 0:
        offset = services[0].needs[0].offset_minutes  # the first leads: with it the visit begins
    return ServiceNeed(
        position=position, kind=kind, skill=" ".join(sorted(skills)), offset_minutes=offset, minutes=minutes
    )


def services_with_needs(ids: Sequence[int]) -> Service | None:
    """These as one; None when one is missing. One query."""
    found = select(Service).where(Service.id.in_(ids)).options(joinedload(Service.needs))
    rows = {one.id: one for one in session().scalars(found).unique()}
    wanted = list(dict.fromkeys(ids))
    return one_visit([rows.get(key) for key in wanted])


def one_visit(services: Sequence[Service | None]) -> Service | None:
    """These as one; None when one is missing, or they are too many or too long for one visit."""
    there = [one for one in services if one is not None]
    is_one = len(there) == len(services) <= MOST and sum(one.minutes for one in there) <= LONGEST
    return together(there) if is_one else None


def also_booked(booking_id: int) -> tuple[int, ...]:
    """The other services of a booking."""
    found = select(BookingService.service_id).where(BookingService.booking_id == booking_id)
    return tuple(session().scalars(found.order_by(BookingService.position)))


def service_booked(booking: Booking) -> Service | None:
    """What a booking is for, to find another time for it."""
    also = also_booked(booking.id) if booking.also_named else ()
    return services_with_needs((booking.service_id, *also))


def priced_as_booked(booking: Booking, service: Service) -> Service:
    """Who knows what all of it costs, in both languages: the first service itself, or several as one. Two queries."""
    return (service_booked(booking) or service) if booking.also_named else service


def names_as_booked(name: str, name_zh: str, also: str, also_zh: str) -> tuple[str, str]:
    """What a visit is called in both languages, from the first service and the others."""
    return (f"{name}{_AND}{also}", f"{name_zh or name}{_AND}{also_zh or also}") if also else (name, name_zh)


def as_booked(service: Service, also_named: str, also_named_zh: str) -> Service:
    """The first service with the names of the others, for who reads of it: no query."""
    if not also_named:
        return service
    name, name_zh = names_as_booked(service.name, service.name_zh, also_named, also_named_zh)
    return Service(id=service.id, slug=service.slug, name=name, name_zh=name_zh, price="", price_zh="")
